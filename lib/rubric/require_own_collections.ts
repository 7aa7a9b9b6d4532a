/** Notebooks do not begin where they would have to replace what somebody else has put into the database. */
import type { Db } from "mongodb";
import { requireOurs } from "../mongo/publishing/require_ours.ts";
import type { Course } from "./course.ts";

/**
 * Makes sure, before minutes of work, that whatever has the name of a collection of the course was published by
 * the kit. Notebooks replace nothing else; the task that can is named.
 *
 * @throws {ForeignCollectionError} if something was not
 */
export async function requireOwnCollections(db: Db, { publishes }: Course): Promise<void> {
  for (const { book, task } of publishes) {
    await requireOurs(db, book, Object.keys(book), `run \`deno task ${task} --replace\` before`);
  }
}
