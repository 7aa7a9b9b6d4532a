/** Completes, or undoes, what a run had begun to put in place. */
import { hostname } from "node:os";
import { type Db, MongoServerError } from "mongodb";
import { moveFiles } from "../../base/files/move_files.ts";
import type { OnNotice } from "../../base/notice.ts";
import { pause } from "../../base/pause.ts";
import { collectionsNamed } from "./collections_named.ts";
import { errorCode } from "../error_codes.ts";
import { afterElection } from "./after_election.ts";
import { finish, type Intent, readRegister, type Register, type Replacement } from "./register.ts";

/** Whether a run has taken effect; `in part`: somebody has dropped what it had made. */
export type Outcome = "whole" | "undone" | "in part";

/** So often it is looked for a collection that is missing: another may just rename it. */
const looks = 3;
const betweenLooks_ms = 50;

/**
 * Completes the run that is written down as taking effect, if there is one.
 *
 * @param onNotice told of it
 * @returns the register afterwards
 */
export async function settle(db: Db, onNotice: OnNotice = () => {}): Promise<Register | undefined> {
  for (;;) {
    const register = await afterElection(() => readRegister(db));
    if (!register?.intent) return register;
    const names = register.intent.replaces.map(({ name }) => name).join(", ");
    const outcome = await takeEffect(db, register.intent);
    if (outcome === "whole") onNotice(`Completed what a run had begun to publish: ${names}`);
    if (outcome === "undone") onNotice(`Undid what a run had begun to publish: ${names}`);
    if (outcome === "in part") {
      onNotice(
        `Completed what is still there of what a run had begun to publish (${names}): ` +
          "somebody has dropped the rest. Run it again",
      );
    }
  }
}

/** Puts everything in place that a run has written down, whoever has begun it; safe to do twice at once. */
export async function takeEffect(db: Db, intent: Intent): Promise<Outcome> {
  const { run, replaces, files } = intent;
  const undo = async () => {
    await finish(db, run);
    for (const { staging } of replaces) await db.dropCollection(staging);
  };
  for (let look = 1;; look++) {
    const names = replaces.flatMap(({ name, staging }) => [name, staging]);
    const found = await collectionsNamed(db, names);
    const pending = replaces.filter(({ name, version }) => found.get(name)?.version !== version);
    const ready = pending.filter(({ staging, version }) => found.get(staging)?.version === version);
    const isComplete = ready.length === pending.length;
    const hasBegun = pending.length < replaces.length;
    if (!isComplete) {
      if ((await readRegister(db))?.intent?.run !== run) return "whole"; // another has completed it
      if (look < looks) {
        await pause(betweenLooks_ms);
        continue;
      }
      if (!hasBegun) {
        await undo();
        return "undone";
      }
    }
    // What cannot take effect is undone as long as it can be: it would stop all later runs.
    if (!hasBegun && files?.host === hostname()) {
      await moveFiles(files.from, files.to).catch(async (error) => {
        await undo();
        throw error;
      });
    }
    const renamed = await Promise.allSettled(ready.map((next) => putInPlace(db, next)));
    const failed = renamed.find((one) => one.status === "rejected");
    if (failed) {
      if (!hasBegun && renamed.every((one) => one.status === "rejected")) await undo();
      throw failed.reason;
    }
    if (isComplete && pending.length > 0) continue; // to see that all are there
    await finish(db, run);
    return isComplete ? "whole" : "in part";
  }
}

async function putInPlace(db: Db, { name, staging }: Replacement): Promise<void> {
  try {
    await afterElection(() =>
      db.collection(staging).rename(name, { dropTarget: true, writeConcern: { w: "majority" } })
    );
  } catch (error) {
    // Another has renamed it, or the first try has: the next look tells.
    const isGone = error instanceof MongoServerError && error.code === errorCode.namespaceNotFound;
    if (!isGone) throw error;
  }
}
