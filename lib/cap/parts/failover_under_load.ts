/** The failover with customers: the primary dies while others write. */
import type { FailoverRun } from "../cap_run.ts";
import type { TemporaryReplicaSet } from "../../mongo/server/temporary.ts";
import {
  type FailoverOptions,
  heal,
  killPrimary,
  orderWriter,
  ownerClient,
  reconcileWriter,
  setScene,
  untilElected,
  untilWritten,
  writeCheckpoint,
} from "./failover.ts";
import { pause } from "../../base/pause.ts";
import { startWriters } from "../writes/writers.ts";

/** What to do in the scenario under load. */
export interface FailoverUnderLoadOptions extends FailoverOptions {
  /**
   * Whether the clients send a write again by themselves, once, and wait 5 s for a primary; otherwise
   * they give up after 1 s. Of the writes that a client has on their way when the primary dies, the
   * driver (7.5) repeats only the one whose connection it sees break first.
   */
  readonly retryWrites: boolean;
  /** How many write at the same time, at each write concern. */
  readonly writers?: number;
  /** How long they write before the kill, and again after the election. */
  readonly load_ms?: number;
}

/** Between a writer's orders; keeps the ledgers to some thousands. */
const pause_ms = 2;

/** Longer than an election: what has no majority by then ends as unknown. */
const wtimeout_ms = 10_000;

/**
 * Kills the primary with writers at `w: 1` and at majority at work, who go on with the next one; then
 * it comes back and rolls back what only it had.
 *
 * @param set three members, of which none may be in other use; all are up again in the end
 * @returns one run for each write concern, of the same kill
 * @throws {WaitedInVainError} if there is no election, or the old primary does not come back
 */
export async function failoverUnderLoad(
  set: TemporaryReplicaSet,
  options: FailoverUnderLoadOptions,
): Promise<FailoverRun[]> {
  const { run, retryWrites, writers: count = 4, load_ms = 1500 } = options;
  await using scene = await setScene(set, options);
  await using fast = await ownerClient(set, retryWrites);
  await using safe = await ownerClient(set, retryWrites);
  const clients = { "1": fast, majority: safe };
  const books = (["1", "majority"] as const).map((write_concern) => ({
    write_concern,
    writer: orderWriter(scene, clients[write_concern], write_concern, {
      prefix: `BF_u${run}${retryWrites ? "r" : ""}_${write_concern}_`,
      wtimeout_ms,
    }),
  }));

  await using stack = new AsyncDisposableStack();
  const working = books.map(({ writer }) => stack.use(startWriters(writer, { count, pause_ms })));
  await pause(load_ms);
  await writeCheckpoint(scene);
  const kill = await killPrimary(scene);
  const elected_at_ms = await untilElected(scene, kill);
  const gaps_ms = await Promise.all(working.map((writers) => untilWritten(writers, kill)));
  await pause(load_ms);
  await Promise.all(working.map((writers) => writers.stop()));

  await heal(scene);
  const runs: FailoverRun[] = [];
  for (const [index, { write_concern, writer }] of books.entries()) {
    runs.push({
      scenario: "under_load",
      run,
      write_concern,
      retry_writes: retryWrites,
      killed_at_ms: kill.killed_at_ms,
      elected_at_ms,
      gap_ms: gaps_ms[index] ?? null,
      ...await reconcileWriter(scene, writer),
    });
  }
  return runs;
}
