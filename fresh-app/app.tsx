/** The dashboard as a Fresh app. */
import { App } from "fresh";
import type { Assets } from "./assets.ts";
import { Document } from "./components/Document.tsx";
import { Layout } from "./components/Layout.tsx";
import type { Store } from "./data/store.ts";
import { asset } from "./routes/assets.ts";
import { events } from "./routes/events.ts";
import { health } from "./routes/health.ts";
import { errorPage, notFoundPage } from "./routes/pages.tsx";
import { trendsCsv, trendsPage, trendsSvgFile } from "./routes/trends.tsx";
import { userPage, usersJson, usersPage } from "./routes/users.tsx";
import type { State } from "./state.ts";

/** The app that shows a store. */
export function createApp(store: Store, assets: Assets): App<State> {
  return new App<State>()
    .use((ctx) => {
      Object.assign(ctx.state, { store, assets, live: store.state });
      return ctx.next();
    })
    .onError("*", errorPage)
    .notFound(notFoundPage)
    .appWrapper(Document)
    .layout("*", Layout)
    .get("/", trendsPage)
    .get("/trends.csv", trendsCsv)
    .get("/trends.svg", trendsSvgFile)
    .get("/users", usersPage)
    .get("/users.json", usersJson)
    .get("/users/:id", userPage)
    .get("/events", events)
    .get("/healthz", health)
    .get("/assets/:name", asset);
}
