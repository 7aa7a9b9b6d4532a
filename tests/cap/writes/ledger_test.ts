import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  MongoClient,
  MongoError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from "mongodb";
import { type Outcome, outcomeOf, reconcile, type Write } from "../../../lib/cap/writes/ledger.ts";

const withRetry = true, withoutRetry = false;

const serverError = (code: number) => new MongoServerError({ message: `error ${code}`, code });

const writeConcernError = (code: number) =>
  new MongoWriteConcernError({ ok: 1, writeConcernError: { code, errmsg: `error ${code}` } });

/** The driver does not export its errors of the connection pool, which are told by their names. */
class PoolError extends MongoNetworkError {
  readonly #name: string;

  constructor(name: string) {
    super(name);
    this.#name = name;
  }

  override get name(): string {
    return this.#name;
  }
}

/** What the driver throws when no server answers. */
async function selectionError(): Promise<MongoServerSelectionError> {
  const uri = "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=20";
  await using client = new MongoClient(uri);
  const error = await client.db("shop").collection("orders").insertOne({}).catch((error) => error);
  assert(error instanceof MongoServerSelectionError, `it was ${error}`);
  return error;
}

Deno.test("a write whose connection broke may be there", () => {
  const errors = [
    new MongoNetworkError("read ECONNRESET"),
    new MongoNetworkTimeoutError("connection 3 timed out"),
    new MongoTopologyClosedError(),
    new PoolError("PoolClearedOnNetworkError"),
  ];
  for (const error of errors) {
    assertEquals(outcomeOf(error, withoutRetry), "unknown", error.name);
    assertEquals(outcomeOf(error, withRetry), "unknown", error.name);
  }
});

Deno.test("a write that did not reach its write concern may be there, whatever the reason", () => {
  for (const code of [64, 91, 189, 10107, 11602]) {
    assertEquals(outcomeOf(writeConcernError(code), withoutRetry), "unknown");
    assertEquals(outcomeOf(writeConcernError(code), withRetry), "unknown");
  }
});

Deno.test("a write interrupted by a step-down or a shutdown may be there", () => {
  for (const code of [91, 189, 11600, 11602]) {
    assertEquals(outcomeOf(serverError(code), withoutRetry), "unknown");
  }
});

Deno.test("a write that a member refused because it is not the primary has failed", () => {
  for (const code of [10058, 10107, 13435]) {
    assertEquals(outcomeOf(serverError(code), withoutRetry), "failed");
  }
});

Deno.test("a write that was never sent has failed", async () => {
  assertEquals(outcomeOf(await selectionError(), withoutRetry), "failed");
  for (const pool of ["PoolCleared", "PoolClosed", "WaitQueueTimeout"]) {
    assertEquals(outcomeOf(new PoolError(`Mongo${pool}Error`), withoutRetry), "failed", pool);
  }
});

Deno.test("a second attempt that was refused or never sent says nothing of the first", async () => {
  const errors = [
    serverError(10107),
    await selectionError(),
    new PoolError("MongoPoolClearedError"),
  ];
  for (const error of errors) {
    assertEquals(outcomeOf(error, withRetry), "unknown", error.name);
    assertEquals(outcomeOf(error), "unknown", "the driver retries by default");
  }
});

Deno.test("a write has failed if the server says that it performed none", () => {
  const error = serverError(189);
  error.addErrorLabel("NoWritesPerformed");
  assertEquals(outcomeOf(error, withRetry), "failed");
  assertEquals(outcomeOf(error, withoutRetry), "failed");
});

Deno.test("an error that is not MongoDB's is thrown on", () => {
  assertThrows(() => outcomeOf(new TypeError("a defect")), TypeError, "a defect");
  assert(outcomeOf(new MongoError("anything")) === "unknown");
});

const prefix = "BF_test_";

const write = (outcome: Outcome, place: number): Write => ({
  order_id: `${prefix}${place}`,
  total_dzd: 1000 + place,
  sent_at_ms: 10 * place,
  took_ms: 2,
  outcome,
});

/** All orders that were acknowledged, and no others. */
const acknowledgedIds = (writes: readonly Write[]) =>
  new Set(
    writes.filter(({ outcome }) => outcome === "acknowledged").map(({ order_id }) => order_id),
  );

Deno.test("the sums of a ledger add up, whatever happened", () => {
  const fates = fc.array(fc.record({
    outcome: fc.constantFrom<Outcome>("acknowledged", "failed", "unknown"),
    survives: fc.boolean(),
    rolledBack: fc.boolean(),
  }));
  fc.assert(fc.property(fates, (fates) => {
    const writes = fates.map(({ outcome }, place) => write(outcome, place));
    const idsOf = (chosen: (fate: typeof fates[number]) => boolean) =>
      new Set(
        writes.map(({ order_id }) => order_id).filter((_, place) => {
          const fate = fates[place];
          return fate !== undefined && chosen(fate);
        }),
      );
    const count = (outcome: Outcome, survives: boolean) =>
      fates.filter((fate) => fate.outcome === outcome && fate.survives === survives).length;
    const survivors = idsOf(({ survives }) => survives);
    const result = reconcile(prefix, writes, survivors, idsOf(({ rolledBack }) => rolledBack));

    assertEquals(result.acknowledged + result.failed + result.unknown, writes.length);
    assertEquals(result.acknowledged, result.lost.length + count("acknowledged", true));
    assertEquals(result.lost.length, count("acknowledged", false));
    assertEquals(result.failed_survived, count("failed", true));
    assertEquals(result.unknown, result.unknown_survived + count("unknown", false));
    const kept = result.acknowledged - result.lost.length;
    assertEquals(survivors.size, kept + result.failed_survived + result.unknown_survived);
    assertEquals(
      result.lost.filter(({ in_rollback_file }) => in_rollback_file).length,
      fates.filter((fate) => fate.outcome === "acknowledged" && !fate.survives && fate.rolledBack)
        .length,
    );

    const { ledger } = result;
    assertEquals(ledger.outcomes, fates.map(({ outcome }) => outcome[0]).join(""));
    assertEquals(ledger.survived, fates.map(({ survives }) => survives ? "y" : "n").join(""));
    assertEquals(ledger.sent_at_ms, writes.map(({ sent_at_ms }) => sent_at_ms));
    assertEquals(ledger.took_ms, writes.map(({ took_ms }) => took_ms));
  }));
});

Deno.test("an acknowledged order that was removed behind the ledger's back is reported as lost", () => {
  const writes = Array.from({ length: 100 }, (_, place) => write("acknowledged", place));
  const survivors = acknowledgedIds(writes);
  assertEquals(reconcile(prefix, writes, survivors, new Set()).lost, []);
  survivors.delete(`${prefix}42`);
  const lost = { order_id: `${prefix}42`, total_dzd: 1042, in_rollback_file: false };
  assertEquals(reconcile(prefix, writes, survivors, new Set()).lost, [lost]);
  const rolledBack = new Set([lost.order_id]);
  const found = { ...lost, in_rollback_file: true };
  assertEquals(reconcile(prefix, writes, survivors, rolledBack).lost, [found]);
});

Deno.test("an order that failed and is there all the same is reported", () => {
  const writes = [write("acknowledged", 0), write("failed", 1), write("failed", 2)];
  const survivors = new Set([`${prefix}0`, `${prefix}2`]);
  const { failed, failed_survived, lost } = reconcile(prefix, writes, survivors, new Set());
  assertEquals({ failed, failed_survived, lost }, { failed: 2, failed_survived: 1, lost: [] });
});

Deno.test("an unknown order is never lost, but counted when it is there", () => {
  const writes = [write("unknown", 0), write("unknown", 1)];
  const result = reconcile(prefix, writes, new Set([`${prefix}1`]), new Set([`${prefix}0`]));
  assertEquals([result.unknown, result.unknown_survived, result.lost.length], [2, 1, 0]);
});

Deno.test("orders of others that are there do not count", () => {
  const result = reconcile(prefix, [write("acknowledged", 0)], new Set(["BF_other_0"]), new Set());
  assertEquals(result.lost.map(({ order_id }) => order_id), [`${prefix}0`]);
});
