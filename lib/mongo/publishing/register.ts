/**
 * The register of runs that publish into a database: one document, there while they do, whose every
 * change is a single step. What is in it decides whether a run takes effect, whoever looks.
 */
import { type Collection, type Db, MongoServerError } from "mongodb";
import { errorCode } from "../error_codes.ts";
import { afterElection } from "./after_election.ts";
import type { RunOwner } from "./run_owner.ts";

/** A run that is making collections. */
export interface Run {
  readonly began: Date;
  /** The names of the collections that it makes. */
  readonly staging: readonly string[];
  readonly owner?: RunOwner;
}

/** A collection that is complete, and the name that it is to get. */
export interface Replacement {
  readonly name: string;
  readonly staging: string;
  /** It stays when the collection is renamed. */
  readonly version: string;
}

/** The intent of a run: from now on it takes effect, as a whole, by whoever comes next. */
export interface Intent {
  readonly run: string;
  readonly replaces: readonly Replacement[];
  /** Files that take their place with the collections, on that machine. */
  readonly files?: { readonly host: string; readonly from: string; readonly to: string };
}

/** The register. */
export interface Register {
  readonly _id: "register";
  /** How many runs have taken effect since it is there. */
  readonly revision: number;
  readonly runs: Readonly<Record<string, Run>>;
  /** At most one run at a time takes effect. */
  readonly intent?: Intent;
}

/** The collection that holds it. */
export const registerName = "dzstore_publishing";

const majority = { writeConcern: { w: "majority" } } as const;
const one = { _id: "register" } as const;
const in_ = (db: Db): Collection<Register> => db.collection<Register>(registerName);

/** The register as it is; `undefined` while nobody publishes. */
export async function readRegister(db: Db): Promise<Register | undefined> {
  return await in_(db).findOne(one) ?? undefined;
}

/** Enters a run, with the names of the collections that it is going to make. */
export async function enter(
  db: Db,
  run: string,
  staging: readonly string[],
  owner: RunOwner | undefined,
): Promise<void> {
  const change = {
    $addToSet: { [`runs.${run}.staging`]: { $each: staging } },
    $currentDate: { [`runs.${run}.began`]: true },
    $inc: { revision: 0 },
    ...(owner && { $set: { [`runs.${run}.owner`]: owner } }),
  } as const;
  for (let attempts = 5;; attempts--) {
    try {
      await afterElection(() => in_(db).updateOne(one, change, { ...majority, upsert: true }));
      return;
    } catch (error) { // two have made the register at once
      const isTwice = error instanceof MongoServerError && error.code === errorCode.duplicateKey;
      if (!isTwice || attempts <= 1) throw error;
    }
  }
}

/** Adds names to those of a run; says whether it is entered. */
export async function enlist(db: Db, run: string, staging: readonly string[]): Promise<boolean> {
  const { matchedCount } = await afterElection(() =>
    in_(db).updateOne(
      { ...one, [`runs.${run}`]: { $exists: true } },
      { $addToSet: { [`runs.${run}.staging`]: { $each: staging } } },
      majority,
    )
  );
  return matchedCount === 1;
}

/** Takes out a run that does not take effect: says whether it is out, so that it never will. */
export async function takeOut(db: Db, run: string): Promise<boolean> {
  const register = await afterElection(() =>
    in_(db).findOneAndUpdate(
      { ...one, "intent.run": { $ne: run } },
      { $unset: { [`runs.${run}`]: "" } },
      { ...majority, returnDocument: "after" },
    )
  );
  if (register) await tidy(db);
  return register !== null || (await readRegister(db))?.intent?.run !== run;
}

/**
 * Writes down that a run takes effect, unless another has done so since the register was read.
 *
 * @returns whether it does
 */
export async function decide(db: Db, { revision }: Register, intent: Intent): Promise<boolean> {
  const asRead = {
    revision,
    intent: { $exists: false },
    [`runs.${intent.run}`]: { $exists: true },
  };
  const { matchedCount } = await afterElection(() =>
    in_(db).updateOne({ ...one, ...asRead }, { $set: { intent }, $inc: { revision: 1 } }, majority)
  );
  return matchedCount === 1 || (await readRegister(db))?.intent?.run === intent.run;
}

/** Takes out a run that has taken effect. */
export async function finish(db: Db, run: string): Promise<void> {
  await afterElection(() =>
    in_(db).updateOne(
      { ...one, "intent.run": run },
      { $unset: { intent: "", [`runs.${run}`]: "" } },
      majority,
    )
  );
  await tidy(db);
}

/** Removes a register without runs. Who enters at the same moment enters again. */
async function tidy(db: Db): Promise<void> {
  const { deletedCount } = await afterElection(() =>
    in_(db).deleteOne({ ...one, runs: {}, intent: { $exists: false } }, majority)
  );
  if (deletedCount === 1 && !await readRegister(db)) await db.dropCollection(registerName);
}
