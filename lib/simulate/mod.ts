/** Phase 1: a simulated electronics store, from its catalogue to the logs of its web site. */

// A store, with orders and events that are made when they are asked for.
export * from "./simulate.ts";
export * from "./simulated_stores.ts";

// Where it goes to: the database and the logs.
export { loadStore } from "./load_store.ts";
export * from "./events/write_logs.ts";
export { requireOurLogs } from "./events/require_our_logs.ts";

// What it is made from.
export * from "./catalogue/catalogue.ts";
export { eventTypes } from "../log_format.ts";
export type { EventBatch, EventPlan } from "./events/clickstream.ts";
export { maxRising, risingHours } from "./events/rising.ts";
export { cities } from "./people/algeria.ts";
export { profiles } from "./people/profiles.ts";
export { tastes } from "./people/tastes.ts";
export { maxDays, type Window } from "./seasonality.ts";

// What it came to.
export * from "./summary.ts";
