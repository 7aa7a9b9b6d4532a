/** What is wrong with the raw files, counted. */
import { quotedName } from "../../clickhouse/mod.ts";
import { rawRows } from "../clean/raw_tables.ts";
import { olistFiles, type OlistName, olistNames } from "../olist.ts";
import type { Sql } from "../sql.ts";
import { rowRules } from "./row_rules.ts";
import type { Example, Finding, RowRule } from "./rule.ts";
import { setFindings } from "./set_rules.ts";

/** What was found in all files. */
export interface Survey {
  /** The rows of each file. */
  readonly rows: Readonly<Record<OlistName, number>>;
  /** The rules that were broken, and how often. */
  readonly findings: readonly Finding[];
}

/** So many examples of a broken rule are shown. */
const most_examples = 3;
const longestValue_letters = 80;

/** A text that is longer has swallowed what follows it, since a quote was never closed. */
const longestText_bytes = 20_000;

/** Whether the quotes of a raw file are right, so that ClickHouse reads the rows that are meant. */
export async function hasRightQuotes(sql: Sql, name: OlistName): Promise<boolean> {
  const swallowed = Object.entries(olistFiles[name].columns).map(([column, kind]) =>
    kind === "text" ? `length(${column}) > ${longestText_bytes}` : `position(${column}, '\\n') > 0`
  );
  try {
    const [{ n = "0" } = {}] = await sql.rows<{ n: string }>(
      `SELECT countIf(${swallowed.join(" OR ")}) AS n FROM ${rawRows(name)}`,
    );
    return n === "0";
  } catch (error) {
    if (/\(error (26|27|117)\)/.test(String(error))) return false;
    throw error;
  }
}

/** Counts the rows that break each rule, in one reading of each file, and looks for examples of them. */
export async function survey(sql: Sql): Promise<Survey> {
  const rows: Partial<Record<OlistName, number>> = {}, findings: Finding[] = [];
  for (const name of olistNames) {
    const rules = rowRules.filter(({ file }) => file === name);
    const counts = await countBroken(sql, name, rules);
    rows[name] = counts.rows;
    const broken = rules.map((rule, at) => ({ rule, count: counts.broken[at] ?? 0 }))
      .filter(({ count }) => count > 0);
    const examples = broken.length > 0
      ? await examplesOf(sql, name, broken.map(({ rule }) => rule))
      : [];
    for (const [at, { rule, count }] of broken.entries()) {
      const { name, severity, what } = rule;
      findings.push({ rule: name, severity, what, count, examples: examples[at] ?? [] });
    }
  }
  findings.push(...await setFindings(sql));
  return { rows: rows as Survey["rows"], findings };
}

/** In how many rows a condition holds; one that cannot be told does not. */
const countIf = (condition: string) => `countIf(ifNull(${condition}, 0))`;

async function countBroken(sql: Sql, name: OlistName, rules: readonly RowRule[]) {
  const columns = rules.map(({ broken }, at) => `${countIf(broken)} AS r${at}`);
  const [counted = {}] = await sql.rows<Record<string, string | number>>(
    `SELECT count() AS n, ${columns.join(", ")} FROM ${rawRows(name)}`,
  );
  return { rows: Number(counted.n), broken: rules.map((_, at) => Number(counted[`r${at}`])) };
}

/** The first rows that break each of some rules. */
async function examplesOf(
  sql: Sql,
  name: OlistName,
  rules: readonly RowRule[],
): Promise<Example[][]> {
  const whole = `concat(${
    Object.keys(olistFiles[name].columns).map((column) => `${quotedName(column)}, ','`).join(", ")
  })`;
  const columns = rules.map(({ broken, column }, at) => {
    const value = `substringUTF8(toValidUTF8(${column ?? whole}), 1, ${longestValue_letters})`;
    return `groupArraySortedIf(${most_examples})((row_, ${value}), ifNull(${broken}, 0)) AS e${at}`;
  });
  const [found = {}] = await sql.rows<Record<string, [string, string][]>>(
    `SELECT ${columns.join(", ")} FROM ${rawRows(name)}`,
  );
  return rules.map((_, at) =>
    (found[`e${at}`] ?? []).map(([row, value]) => ({ row: Number(row), value }))
  );
}
