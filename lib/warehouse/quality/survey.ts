/** What is wrong with the raw files, counted. */
import { quoted, rawTable } from "../clean/raw_tables.ts";
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
    `SELECT count() AS n, ${columns.join(", ")} FROM ${rawTable(name)}`,
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
    Object.keys(olistFiles[name].columns).map((column) => `${quoted(column)}, ','`).join(", ")
  })`;
  const columns = rules.map(({ broken, column }, at) => {
    const value = `substringUTF8(toValidUTF8(${column ?? whole}), 1, ${longestValue_letters})`;
    return `groupArrayIf(${most_examples})((row_, ${value}), ifNull(${broken}, 0)) AS e${at}`;
  });
  const [found = {}] = await sql.rows<Record<string, [string, string][]>>(
    // One thread reads the rows in their order.
    `SELECT ${columns.join(", ")} FROM (SELECT *, rowNumberInAllBlocks() + 1 AS row_ FROM ${
      rawTable(name)
    }) SETTINGS max_threads = 1`,
  );
  return rules.map((_, at) =>
    (found[`e${at}`] ?? []).map(([row, value]) => ({ row: Number(row), value }))
  );
}
