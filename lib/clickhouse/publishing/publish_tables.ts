/** Tables published together: made beside the old ones, counted, and exchanged with them. */
import { withFileLock } from "../../base/files/file_lock.ts";
import type { ClickHouse } from "../connect.ts";
import { ForeignTableError } from "../errors.ts";
import { quotedName, quotedText } from "../quoted.ts";
import { declareIntent, settle } from "./intent.ts";
import { newRun, placeIn, placeOf, stagingName } from "./staging_names.ts";

/** Tables to publish. */
export interface Publication {
  /** Made if it is not there. */
  readonly database: string;
  /** What stands after the name of each: `(id String) engine = MergeTree order by id`. */
  readonly tables: Readonly<Record<string, string>>;
  /** Fills the new tables; is given the full name of each, as a statement takes it. */
  readonly fill: (tables: Readonly<Record<string, string>>) => Promise<void>;
  /** Is told how many rows each has; what it throws leaves the old tables. */
  readonly check?: (rows: Readonly<Record<string, number>>) => void | Promise<void>;
  /** Also tables that the kit did not make are replaced, and dropped. */
  readonly replace?: boolean;
}

/** The comment of a table by which the kit knows its own. */
const mark = "made by DzStore";

/** So old is what a run on another machine, which no lock of ours knows, has certainly left. */
const stale_s = 86_400;

/**
 * Publishes tables. A run that fails, or is killed, before all are made leaves the old ones; killed later, it is
 * completed by the next one. Two runs on one machine wait for each other, and the later one's tables stay. A
 * reader can meet tables of two runs only between the first exchange and the last, which are some ms apart.
 *
 * @returns how many rows each table has
 * @throws {ForeignTableError} if a table of such a name is there that the kit did not make
 */
export async function publishTables(
  clickHouse: ClickHouse,
  publication: Publication,
): Promise<Record<string, number>> {
  const lock = `${clickHouse.place}.publishing.lock`;
  return await withFileLock(lock, () => publish(clickHouse, publication));
}

async function publish(
  clickHouse: ClickHouse,
  { database, tables, fill, check, replace = false }: Publication,
): Promise<Record<string, number>> {
  const names = Object.keys(tables);
  const full = (table: string) => `${quotedName(database)}.${quotedName(table)}`;
  await makeDatabase(clickHouse, database);
  await settle(clickHouse, database);
  if (!replace) await refuseForeign(clickHouse, database, names);
  const place = placeOf(clickHouse.place);
  await sweep(clickHouse, database, names, place);
  const run = newRun(place);
  const staged = Object.fromEntries(names.map((name) => [name, full(stagingName(name, run))]));
  try {
    for (const [name, definition] of Object.entries(tables)) {
      await clickHouse.run(
        `create table ${staged[name]} ${definition} comment ${quotedText(mark)}`,
      );
    }
    await fill(staged);
    const counts = await countsOf(clickHouse, staged);
    await check?.(counts);
    await declareIntent(clickHouse, database, run, names);
    await settle(clickHouse, database);
    return counts;
  } catch (error) {
    await sweep(clickHouse, database, names, place).catch(() => {}); // else the next run does
    throw error;
  }
}

/** Whoever may not make databases can have one made. */
async function makeDatabase(clickHouse: ClickHouse, database: string): Promise<void> {
  const query = "select 1 from system.databases where name = {name:String}";
  if ((await clickHouse.rows(query, { name: database })).length > 0) return;
  await clickHouse.run(`create database if not exists ${quotedName(database)}`);
}

async function refuseForeign(
  clickHouse: ClickHouse,
  database: string,
  names: readonly string[],
): Promise<void> {
  const foreign = await clickHouse.rows<{ name: string; rows: string | null }>(
    `select name, toString(total_rows) as rows from system.tables
     where database = {database:String} and name in {names:Array(String)} and comment != {mark:String}
     order by name`,
    { database, names, mark },
  );
  if (foreign.length === 0) return;
  const told = foreign.map(({ name, rows }) => rows === null ? name : `${name} (${rows} rows)`);
  throw new ForeignTableError(database, told);
}

/** Drops what runs that ended left of these tables; a run elsewhere that may go on is left alone. */
async function sweep(
  clickHouse: ClickHouse,
  database: string,
  names: readonly string[],
  place: string,
): Promise<void> {
  const found = await clickHouse.rows<{ name: string; isStale: number }>(
    `select name, metadata_modification_time < now() - {stale:UInt32} as isStale
     from system.tables where database = {database:String} and comment = {mark:String}`,
    { database, mark, stale: stale_s },
  );
  for (const { name, isStale } of found) {
    const places = names.map((table) => placeIn(name, table));
    if (!places.some((one) => one === place || (one !== undefined && isStale))) continue;
    await clickHouse.run(
      `drop table if exists ${quotedName(database)}.${quotedName(name)} sync`,
    );
  }
}

async function countsOf(
  clickHouse: ClickHouse,
  staged: Readonly<Record<string, string>>,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [name, table] of Object.entries(staged)) {
    const [row] = await clickHouse.rows<{ rows: string }>(`select count() as rows from ${table}`);
    counts[name] = Number(row?.rows);
  }
  return counts;
}
