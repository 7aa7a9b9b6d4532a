/** Trends that follow a growing log: counted and published, round by round. */
import { errorCode, notPrimary } from "../../mongo/error_codes.ts";
import { pause } from "../../base/pause.ts";
import { type Db, MongoError, MongoServerError } from "mongodb";
import { FileError, reasonOf } from "../../base/errors.ts";
import { PublishInterruptedError, ServerUnreachableError, translate } from "../../mongo/errors.ts";
import { storeBook } from "../../documents.ts";
import { publish } from "../../mongo/publish.ts";
import type { LogCounts } from "../scan/log_counts.ts";
import { LogError } from "../scan/scan_file.ts";
import { whereRejected } from "../scan/scan_logs.ts";
import {
  analyse,
  type Analysis,
  type AnalysisOptions,
  collectionsOf,
  type StoreKeys,
} from "../rank/analysis.ts";
import { type KeyVersions, keyVersions, readKeys } from "../read_keys.ts";
import { UnsettledError } from "./find_parts.ts";
import { type FollowKeys, followKeys } from "./follow_keys.ts";
import type { FollowState } from "./follow_state.ts";
import { whyUnusable } from "./why_unusable.ts";
import { LogFollower, type LogFollowerOptions } from "./log_follower.ts";

/** How to follow a log and publish its trends. */
export interface FollowTrendsOptions
  extends LogFollowerOptions, Omit<AnalysisOptions, "asOf" | "now"> {
  /** Says what time it is: later rows are not of late. */
  readonly clock: () => Date;
  /** The share of all rows, 0 to 1, that may be rejected; if more are, nothing is published. */
  readonly maxRejected: number;
  /** How long to wait between two rounds. */
  readonly every_ms: number;
  /** Whether collections that the kit did not publish are replaced, too. */
  readonly replace?: boolean | undefined;
  /** Whether to end after one round. */
  readonly once?: boolean | undefined;
  /** Told of each round in which trends were published. */
  readonly onRound: (round: FollowRound) => void;
}

/** What a round of following a log has published. */
export interface FollowRound extends Analysis, Omit<LogCounts, "cube"> {
  /** How many rows were counted since the round before. */
  readonly rows_new: number;
  /** How many rows since then could not be used. */
  readonly rejected_new: number;
}

/** No timer waits longer. */
const longest_ms = 2 ** 31 - 1;

/**
 * Counts what a growing log has new and replaces `analytics_trends`, `hot_right_now` and
 * `trend_breakdowns`: once, or over and over until the process is ended, which is safe at any moment.
 *
 * What is published is made of all that was ever counted, so a process that ended before it had
 * published is made good by the next. If the database goes away, counting goes on and publishing waits.
 *
 * @throws {FollowedError} if another process follows the log
 * @throws {LogError | FileError} if the log cannot be read
 * @throws {FollowStateError} if what was counted before cannot be read
 * @throws {DzError} if the store has no products; and what the driver throws, if that will not pass
 */
export async function followTrends(db: Db, options: FollowTrendsOptions): Promise<void> {
  const { log, once, every_ms, onNotice, onRound } = options;
  let store = await readStore(db);
  using follower = await LogFollower.open(options, store.keys);
  let told: Pick<LogCounts, "rows_read" | "rows_kept"> = follower.state;
  let published: { state: FollowState; store: KnownStore } | undefined;

  /** Publishes what was counted, unless that has been done; if the store has changed, counts anew. */
  const publishNew = async () => {
    store = await readStore(db, store);
    if (store.keys.fingerprint !== follower.state.keys) {
      await follower.changeKeys(store.keys);
      await follower.advance();
      told = { rows_read: 0, rows_kept: 0 };
    }
    const { state } = follower;
    const isPublished = published?.state === state && published.store === store;
    if (isPublished || state.rows_kept === 0) return;
    mustBeUsable(state, options);
    const analysis = analyse(state.cube, store.known, { ...options, now: options.clock() });
    await publish(db, storeBook, collectionsOf(analysis), {
      unlessChanged: store.versions,
      replace: options.replace,
    });
    published = { state, store };
    const { rows_read, rows_kept, rejected, times } = state;
    const rows_new = rows_kept - told.rows_kept;
    const rejected_new = rows_read - told.rows_read - rows_new;
    told = state;
    onRound({ ...analysis, rows_read, rows_kept, rejected, times, rows_new, rejected_new });
  };

  for (let rounds = 1, trouble = "";; rounds++) {
    try {
      const { rows_read } = await follower.advance();
      if (rows_read === 0 && rounds === 1) {
        if (once) await mustBeThere(log);
        onNotice(`${log} has no rows yet: the trends stay as they are`);
      }
      await publishNew();
      if (trouble !== "") onNotice("Publishing again");
      trouble = "";
    } catch (error) {
      const now = once ? undefined : passingTrouble(error);
      if (now === undefined) throw error;
      if (now !== trouble && now !== "") onNotice(now);
      trouble = now || trouble;
    }
    if (once) return;
    await pause(Math.min(every_ms, longest_ms));
  }
}

/** What the store knew of products and users at a moment. */
interface KnownStore {
  readonly known: StoreKeys;
  readonly keys: FollowKeys;
  /** Which version of the collections that was. */
  readonly versions: KeyVersions;
}

/** Reads what the store knows, if it was published again since `known`, which is returned if not. */
async function readStore(db: Db, known?: KnownStore): Promise<KnownStore> {
  const versions = await keyVersions(db);
  if (
    known && known.versions.products === versions.products &&
    known.versions.users === versions.users
  ) return known;
  const keys = await readKeys(db);
  return { known: keys, keys: followKeys(keys), versions };
}

/** Too many rows of the log cannot be used. */
class TooManyRejectedError extends LogError {}

function mustBeUsable(
  counts: FollowState,
  { log, files, maxRejected }: FollowTrendsOptions,
): void {
  const reason = whyUnusable(counts, maxRejected);
  if (reason === undefined) return;
  throw new TooManyRejectedError(
    `Cannot use ${log}: ${reason}, so the trends stay as they are. ` +
      `${whereRejected(counts, counts.quarantine.lines, files.quarantine)}; ` +
      "--max-rejected allows more",
  );
}

async function mustBeThere(path: string): Promise<void> {
  await Deno.stat(path).catch((error) => {
    throw FileError.from(`Cannot read ${path}`, error);
  });
}

/** What to say of an error that may pass, and nothing of one that soon will; `undefined` of others. */
function passingTrouble(error: unknown): string | undefined {
  if (error instanceof TooManyRejectedError) return error.message;
  const translated = translate(error, "");
  if (translated instanceof UnsettledError || translated instanceof PublishInterruptedError) {
    return "";
  }
  if (translated instanceof ServerUnreachableError || isOfElection(translated)) {
    const reason = reasonOf(error);
    return `Cannot publish to MongoDB now (${reason}): counting goes on, publishing is tried again`;
  }
}

/** Whether the error is one that passes when there is a primary again, or enough members. */
function isOfElection(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return error instanceof MongoError;
  return error.hasErrorLabel("RetryableWriteError") ||
    error.code === errorCode.writeConcernTimeout || notPrimary.has(Number(error.code));
}
