/** The runs of the laboratory in the database: stored, listed and read. */
import type { Db } from "mongodb";
import { capParts } from "./cap_parts.ts";
import type { CapRun } from "./cap_run.ts";
import { laboratoryBook } from "./laboratory_book.ts";
import { DzError } from "../base/errors.ts";
import { collectionsNamed } from "../mongo/publishing/collections_named.ts";
import { isPublished, validatorOf } from "../mongo/publishing/mark.ts";
import { requireOurs } from "../mongo/publishing/require_ours.ts";

/** There is no such run of the laboratory. */
export class NoRunError extends DzError {}

/**
 * Adds a run to `cap_runs`, which is made if it is not there; its validator is made the present one.
 *
 * @param options `replace`: a collection of that name that the kit did not make is dropped
 * @throws {ForeignCollectionError} if there is one that the kit did not make
 */
export async function storeRun(
  db: Db,
  run: CapRun,
  { replace }: { readonly replace?: boolean | undefined } = {},
): Promise<void> {
  const name = "cap_runs", definition = laboratoryBook.cap_runs;
  const validator = validatorOf(definition);
  const old = (await collectionsNamed(db, [name])).get(name);
  const isForeign = old && !isPublished(old, definition);
  if (isForeign && !replace) await requireOurs(db, laboratoryBook, [name]);
  if (isForeign) await db.dropCollection(name);
  if (!old || isForeign) await db.createCollection(name, { validator });
  else await db.command({ collMod: name, validator });
  await db.collection<CapRun>(name).insertOne(run, { writeConcern: { w: "majority" } });
}

/**
 * Reads a run.
 *
 * @param id its beginning, in whole or its first characters; absent: the latest
 * @throws {NoRunError} if there is none
 */
export async function loadRun(db: Db, id = ""): Promise<CapRun> {
  const [run] = await db.collection<CapRun>("cap_runs")
    .find({ _id: { $gte: id, $lt: `${id}\uffff` } }).sort({ _id: -1 }).limit(1).toArray();
  if (run) return run;
  throw new NoRunError(
    id
      ? `Cannot find a run of the laboratory that began at ${id}: \`deno task cap runs\` lists them`
      : "Cannot find a run of the laboratory: there is none yet, `deno task cap` makes one",
  );
}

/** The beginnings of the runs and what they measured, the latest first. */
export async function listRuns(db: Db): Promise<{ id: string; parts: string[] }[]> {
  const runs = await db.collection<CapRun>("cap_runs").aggregate<{ _id: string; parts: string[] }>([
    { $sort: { _id: -1 } },
    { $project: { parts: { $map: { input: { $objectToArray: "$$ROOT" }, in: "$$this.k" } } } },
  ]).toArray();
  const measured = new Set<string>(capParts);
  return runs.map(({ _id, parts }) => ({
    id: _id,
    parts: parts.filter((part) => measured.has(part)),
  }));
}
