/** Phase 1: a simulated electronics store, from its catalogue to the logs of its web site. */
export * from "./catalogue/catalogue.ts";
export { type EventBatch, type EventPlan, eventTypes } from "./clickstream.ts";
export { maxRising, risingHours } from "./rising.ts";
export { maxDays, type Window } from "./seasonality.ts";
export * from "./simulate.ts";
export * from "./summary.ts";
export * from "./write_logs.ts";
