import { define } from "../state.ts";
import { unavailable } from "./pages.tsx";

/** `/healthz`: whether the database can be reached, and since when. */
export const health = define.middleware((ctx) => {
  const { state: { database }, since } = ctx.state.store;
  return ctx.json({ database, since }, database === "up" ? {} : unavailable);
});
