/** Phase 1: a simulated electronics store, from its catalogue to the logs of its web site. */
export * from "./catalogue/catalogue.ts";
export { type EventBatch, type EventPlan, eventTypes } from "./events/clickstream.ts";
export { maxRising, risingHours } from "./events/rising.ts";
export { maxDays, type Window } from "./seasonality.ts";
export * from "./simulate.ts";
export * from "./simulated_stores.ts";
export * from "./summary.ts";
export * from "./events/write_logs.ts";
