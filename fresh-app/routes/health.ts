/**
 * `/healthz`: whether the store's database can be reached, since when, and whether changes are
 * followed.
 */
import { define } from "../state.ts";
import { unavailable } from "./unavailable.ts";

export const health = define.middleware((ctx) => {
  const { data } = ctx.state;
  const { key, since } = data.databaseOf(undefined);
  const health = { database: data.state[key], since, following: data.isFollowing };
  return ctx.json(health, data.isFollowing ? {} : unavailable);
});
