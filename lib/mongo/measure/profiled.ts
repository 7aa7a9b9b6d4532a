/** What the server itself notes of a query. */
import { type Db, type Document, MongoServerError } from "mongodb";

/** What the server itself noted of a query, all batches of its answer together. */
export interface ProfiledQuery {
  /** What it was asked: `pipeline`, `filter` and so on. */
  readonly command: Document;
  /** Such as `IXSCAN { city: 1, total_spend: -1 }`. */
  readonly plan: string;
  readonly keys_examined: number;
  readonly docs_examined: number;
  readonly docs_returned: number;
  readonly sent_bytes: number;
}

/**
 * Has the server's profiler note the query with a comment while `action` runs, and puts the profiler back
 * as it was: https://www.mongodb.com/docs/manual/tutorial/manage-the-database-profiler/
 *
 * @param comment of the query, which no other has
 * @param action runs the query
 * @returns undefined if the server does not let this user profile; then `action` has not run
 */
export async function profiled(
  db: Db,
  comment: string,
  action: () => Promise<unknown>,
): Promise<ProfiledQuery | undefined> {
  const profile = db.collection("system.profile"), ours = { "command.comment": comment };
  const wasThere = (await db.listCollections({ name: "system.profile" }).toArray()).length > 0;
  let before: Document;
  try {
    before = await db.command({ profile: -1 });
    await db.command({ profile: 2, filter: ours });
  } catch (error) {
    if (error instanceof MongoServerError) return undefined;
    throw error;
  }
  try {
    await action();
    // The query is the first operation; each further batch of its documents is one, too.
    const batches = await profile.find(ours).sort({ ts: 1 }).toArray();
    const sum = (field: string) => batches.reduce((total, batch) => total + batch[field], 0);
    return {
      command: batches[0]?.command ?? {},
      plan: batches[0]?.planSummary ?? "",
      keys_examined: sum("keysExamined"),
      docs_examined: sum("docsExamined"),
      docs_returned: sum("nreturned"),
      sent_bytes: sum("responseLength"),
    };
  } finally {
    const { was, slowms, sampleRate, filter = "unset" } = before;
    await db.command({ profile: was, slowms, sampleRate, filter });
    if (!wasThere && was === 0) await profile.drop().catch(() => {}); // it may never have been made
  }
}
