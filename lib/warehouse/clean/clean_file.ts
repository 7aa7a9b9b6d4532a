/** One raw file cleaned: what can be used into its table, the rest into its quarantine. */
import { olistFiles, type OlistName } from "../olist.ts";
import type { BrokenLines } from "../take/mend.ts";
import { countOf, hashed, type Sql } from "../sql.ts";
import { cleanedColumns, cleanedTable, judgedRows, quarantineTable } from "./cleaned_tables.ts";
import { quotedName, quotedText } from "../../clickhouse/mod.ts";
import { workDatabase } from "./raw_tables.ts";

/** What became of the rows of a file. */
export interface CleanedFile {
  readonly name: OlistName;
  readonly rows: number;
  readonly kept: number;
  /** The rows that cannot be used, by the rule that they break. */
  readonly quarantined: Readonly<Record<string, number>>;
}

/**
 * Cleans a file whose raw table is there; the files that it names must have been cleaned before.
 *
 * Most files are right as they are: they are read once, on all cores. If any row is not, the file is read
 * again in its order, so that of rows with the same key the first one stays.
 *
 * @param rows how many rows the raw file has, with the broken lines
 * @param broken lines that are no rows: they go to quarantine whole, in the first field
 */
export async function cleanFile(
  sql: Sql,
  name: OlistName,
  rows: number,
  broken?: BrokenLines,
): Promise<CleanedFile> {
  const columns = cleanedColumns(name);
  const shape = [...columns.map(({ name, type }) => `${quotedName(name)} ${type}`), "row_ UInt64"];
  const values = columns.map(({ name }) => `${quotedName(`${name}_`)}`).join(", ");
  const table = cleanedTable(name), quarantine = quarantineTable(name);
  await sql.run(
    `CREATE OR REPLACE TABLE ${table} (${shape.join(", ")}) ENGINE = MergeTree ORDER BY row_`,
  );
  await sql.run(
    `CREATE OR REPLACE TABLE ${quarantine} (reason LowCardinality(String), row UInt64, ` +
      `fields Array(String)) ENGINE = MergeTree ORDER BY row`,
  );
  await sql.run(
    `INSERT INTO ${table} SELECT ${values}, row_ FROM (${judgedRows(name)}) WHERE reason_ = ''`,
  );
  const kept = await countOf(sql, table);
  if (broken) await sql.run(insertBroken(name, broken));
  if (rows === kept && await isSound(sql, name)) return { name, rows, kept, quarantined: {} };
  await cleanInOrder(sql, name, values);
  const reasons = await sql.rows<{ reason: string; n: string }>(
    `SELECT reason, count() AS n FROM ${quarantine} GROUP BY reason ORDER BY reason`,
  );
  return {
    name,
    rows,
    kept: await countOf(sql, table),
    quarantined: Object.fromEntries(reasons.map(({ reason, n }) => [reason, Number(n)])),
  };
}

const insertBroken = (name: OlistName, { path }: BrokenLines) =>
  `INSERT INTO ${quarantineTable(name)} SELECT ${quotedText(`${name}.quotes`)}, line - 1, [text]
   FROM file(${quotedText(path)}, JSONEachRow, 'line UInt64, text String')`;

/** The conditions that a row names rows that are there, by the rule that it breaks otherwise. */
const namesKnown = (name: OlistName): (readonly [rule: string, condition: string])[] =>
  Object.entries(olistFiles[name].references).map(([column, [other, otherColumn]]) => [
    `${name}.${column}.orphan`,
    `${hashed([column])} IN (SELECT ${hashed([otherColumn])} FROM ${cleanedTable(other)})`,
  ]);

/** Whether no key stands twice and every row names rows that are there. */
async function isSound(sql: Sql, name: OlistName): Promise<boolean> {
  const known = namesKnown(name).map(([, condition]) => condition);
  const [found] = await sql.rows<{ n: string; keys: string; known: string }>(
    `SELECT count() AS n, uniqExact(${hashed(olistFiles[name].key)}) AS keys, countIf(${
      known.join(" AND ") || "1"
    }) AS known FROM ${cleanedTable(name)}`,
  );
  return found?.n === found?.keys && found?.n === found?.known;
}

async function cleanInOrder(sql: Sql, name: OlistName, values: string): Promise<void> {
  const { columns, key } = olistFiles[name];
  const fields = Object.keys(columns).map(quotedName).join(", ");
  const staged = `${workDatabase}.staged_${name}`;
  await sql.run(
    `CREATE OR REPLACE TABLE ${staged} ENGINE = MergeTree ORDER BY row_ AS
     SELECT row_, reason_, [${fields}] AS fields_,
       ${hashed(key)} AS key_, ${hashed(Object.keys(columns))} AS whole_, ${values}
     FROM (${judgedRows(name)})`,
  );
  // The first usable row of each key, and what is said of the others.
  const first = `SELECT min(row_) FROM ${staged} WHERE reason_ = '' GROUP BY key_`;
  const columnsOf = cleanedColumns(name).map(({ name }) => quotedName(name));
  const judged = `SELECT *, multiIf(reason_ != '', reason_,
      row_ IN (${first}), '',
      (key_, whole_) IN (SELECT key_, whole_ FROM ${staged} WHERE row_ IN (${first})), ${
    quotedText(`${name}.duplicate_row`)
  },
      ${quotedText(`${name}.duplicate_key`)}) AS single_, multiIf(single_ != '', single_, ${
    namesKnown(name).map(([rule, condition]) =>
      `NOT ${condition.replaceAll(/`(\w+)`\) IN/g, "`$1_`) IN")}, ${quotedText(rule)}, `
    ).join("")
  }'') AS verdict_ FROM ${staged}`;
  await sql.run(`TRUNCATE TABLE ${cleanedTable(name)}`);
  await sql.run(
    `INSERT INTO ${cleanedTable(name)} (${
      columnsOf.join(", ")
    }) SELECT ${values} FROM (${judged}) WHERE verdict_ = ''`,
  );
  await sql.run(
    `INSERT INTO ${
      quarantineTable(name)
    } SELECT verdict_, row_, fields_ FROM (${judged}) WHERE verdict_ != ''`,
  );
  await sql.run(`DROP TABLE ${staged}`);
}
