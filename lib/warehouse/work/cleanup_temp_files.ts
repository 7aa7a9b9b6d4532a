/** The task `cleanup_temp_files`: what a run left that nobody needs. */
import { join } from "node:path";
import { removeLeftovers } from "../../base/files/temporary_files.ts";
import { workDatabase } from "../clean/raw_tables.ts";
import { olistFiles, olistNames } from "../olist.ts";
import type { Place } from "../place.ts";
import type { Sql } from "../sql.ts";

/**
 * Drops the tables that read the raw files and those that a killed run left half made, and removes the
 * files of killed runs. What later tasks read stays, so that any of them can run again.
 *
 * @returns how many tables and files were removed
 */
export async function cleanUp(sql: Sql, place: Place): Promise<number> {
  const tables = await sql.rows<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = '${workDatabase}' AND name LIKE 'staged\\_%'`,
  );
  for (const { name } of tables) await sql.run(`DROP TABLE IF EXISTS ${workDatabase}.${name}`);
  const before = await countOf(place.dir);
  for (const folder of [place.cleaned, place.quarantine]) {
    for (const name of olistNames) removeLeftovers(join(folder, olistFiles[name].fileName));
  }
  for await (const { name, isDirectory } of entriesOf(place.parquet)) {
    if (isDirectory) removeLeftovers(join(place.parquet, name, `${name}.parquet`));
  }
  return tables.length + before - await countOf(place.dir);
}

/** How many files that are being made there are. */
async function countOf(dir: string): Promise<number> {
  let count = 0;
  for await (const { name, isDirectory } of entriesOf(dir)) {
    if (isDirectory) count += await countOf(join(dir, name));
    else if (name.endsWith(".tmp")) count++;
  }
  return count;
}

async function* entriesOf(dir: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(dir);
  } catch {
    // It was never made.
  }
}
