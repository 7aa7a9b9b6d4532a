/** The dashboard as a Fresh app. */
import { App } from "fresh";
import type { Assets } from "./assets.ts";
import { Document } from "./components/Document.tsx";
import { Layout } from "./components/Layout.tsx";
import type { LiveData } from "./data/live_data.ts";
import type { Warehouse } from "./data/warehouse/warehouse.ts";
import type { Page } from "./pages/page.ts";
import { asset } from "./routes/assets.ts";
import { errorPage, notFoundPage } from "./routes/errors.tsx";
import { events } from "./routes/events.ts";
import { health } from "./routes/health.ts";
import type { State } from "./state.ts";

/** What an app shows: pages, their data, and what the browser gets for them. */
export interface AppParts {
  readonly pages: readonly Page[];
  readonly data: LiveData;
  readonly assets: Assets;
  /** What the pages of the warehouse ask; absent: they say how it is made. */
  readonly warehouse?: Warehouse;
}

/** The app of some pages, in the order of its navigation. */
export function createApp({ pages, data, assets, warehouse }: AppParts): App<State> {
  const app = new App<State>()
    .use((ctx) => {
      Object.assign(ctx.state, { places: pages, data, assets, warehouse, live: data.state });
      return ctx.next();
    })
    .onError("*", errorPage)
    .notFound(notFoundPage)
    .appWrapper(Document)
    .layout("*", Layout);
  for (const page of pages) page.routes(app);
  return app.get("/events", events).get("/healthz", health).get("/assets/:name", asset);
}
