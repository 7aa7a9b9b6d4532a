/**
 * What a run has decided to publish. It is written in one step, when all tables are made and counted: from then on
 * the run takes effect, whoever completes it.
 */
import type { ClickHouse } from "../connect.ts";
import { quotedName } from "../quoted.ts";
import { stagingName } from "./staging_names.ts";

/** The table that holds it, there only while somebody publishes. */
const intentTable = "dzstore_publishing";

/** A table that takes the place of the one of its name. */
interface Intended {
  readonly run: string;
  readonly table: string;
  /** Of the new table: it keeps it when names are exchanged. */
  readonly uuid: string;
}

/** The tables of a database: the identity of each by its name. */
async function tablesOf(clickHouse: ClickHouse, database: string): Promise<Map<string, string>> {
  const query =
    "select name, toString(uuid) as uuid from system.tables where database = {d:String}";
  const found = await clickHouse.rows<{ name: string; uuid: string }>(query, { d: database });
  return new Map(found.map(({ name, uuid }) => [name, uuid]));
}

/** Decides that the tables which the run has made are published. */
export async function declareIntent(
  clickHouse: ClickHouse,
  database: string,
  run: string,
  tables: readonly string[],
): Promise<void> {
  const there = await tablesOf(clickHouse, database);
  const name = `${quotedName(database)}.${quotedName(intentTable)}`;
  await clickHouse.run(
    `create table if not exists ${name} (run String, \`table\` String, uuid String) ` +
      "engine = MergeTree order by (run, `table`)",
  );
  const rows = tables.map((table): Intended => ({
    run,
    table,
    uuid: there.get(stagingName(table, run)) ?? "",
  }));
  await clickHouse.insert(name, rows);
}

/**
 * Completes what a run has decided to publish, whether it is this one or one that was killed: each new table takes
 * its name, the old one goes. A table that was replaced since is left alone.
 */
export async function settle(clickHouse: ClickHouse, database: string): Promise<void> {
  const base = quotedName(database);
  const full = (table: string) => `${base}.${quotedName(table)}`;
  if (!(await tablesOf(clickHouse, database)).has(intentTable)) return;
  const intended = await clickHouse.rows<Intended>(`select * from ${full(intentTable)}`);
  for (const { run, table, uuid } of intended) {
    const there = await tablesOf(clickHouse, database);
    const staging = stagingName(table, run);
    if (there.get(table) !== uuid && there.get(staging) === uuid) {
      await clickHouse.run(
        there.has(table)
          ? `exchange tables ${full(staging)} and ${full(table)}`
          : `rename table ${full(staging)} to ${full(table)}`,
      );
    }
  }
  for (const { run, table } of intended) {
    await clickHouse.run(`drop table if exists ${full(stagingName(table, run))} sync`);
  }
  await clickHouse.run(`drop table if exists ${full(intentTable)} sync`);
}
