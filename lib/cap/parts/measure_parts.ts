/** Measures the parts of a run that are wanted. */
import type { Db } from "mongodb";
import type { CapPart } from "../cap_parts.ts";
import type { CapRun } from "../cap_run.ts";
import { type Laboratory, runFailovers, runLatency, runRelayed } from "./laboratory.ts";

/** Does something with the store's own database, with so many connections at most. */
type InStore = <T>(action: (db: Db) => Promise<T>, connections: number) => Promise<T>;

/**
 * Measures the parts, and writes each into the run as soon as it is there: if a later one fails, what
 * there is stays.
 *
 * @param inStore for the latency, which is measured where the store is
 */
export async function measureParts(
  run: CapRun,
  chosen: readonly CapPart[],
  laboratory: Laboratory,
  inStore: InStore,
): Promise<void> {
  const { orders, rounds, failovers } = run.parameters;
  if (chosen.includes("latency")) {
    run.latency = await inStore((db) => runLatency(db, laboratory, orders, rounds), orders);
  }
  if (chosen.includes("failover")) run.failover = await runFailovers(laboratory, failovers);
  const behindRelays = chosen.filter((part) => part !== "latency" && part !== "failover");
  if (behindRelays.length > 0) await runRelayed(laboratory, behindRelays, run);
}
