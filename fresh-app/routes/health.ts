import { define } from "../state.ts";
import { unavailable } from "./pages.tsx";

/** `/healthz`: whether the database can be reached, since when, and whether its changes are followed. */
export const health = define.middleware((ctx) => {
  const { state: { database }, since, isFollowing } = ctx.state.store;
  const health = { database, since, following: isFollowing };
  return ctx.json(health, isFollowing ? {} : unavailable);
});
