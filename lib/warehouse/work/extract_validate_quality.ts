/** The task `extract_validate_quality`: what is wrong with the raw files, counted, with examples. */
import { join } from "node:path";
import { createRawTable, workDatabase } from "../clean/raw_tables.ts";
import { type OlistName, olistNames } from "../olist.ts";
import type { Place, RawFile, RawFiles } from "../place.ts";
import type { Finding } from "../quality/rule.ts";
import { hasRightQuotes, survey } from "../quality/survey.ts";
import { keepResult, needResult, type Validated } from "../results.ts";
import type { Sql } from "../sql.ts";
import { type BrokenLines, mend } from "../take/mend.ts";

/** Looks through the files that `extract_check_data` has found; mends those whose quotes are not right. */
export async function validateQuality(sql: Sql, place: Place): Promise<Validated> {
  const { files } = await needResult(place, "extract_check_data");
  await sql.run(`CREATE DATABASE IF NOT EXISTS ${workDatabase}`);
  const findings: Finding[] = [], readable: Partial<Record<OlistName, RawFile>> = {};
  const brokenLines: Partial<Record<OlistName, BrokenLines>> = {};
  for (const name of olistNames) {
    const { file, finding, broken } = await asReadable(sql, place, files[name]);
    readable[name] = file;
    if (finding) findings.push(finding);
    if (broken) brokenLines[name] = broken;
  }
  const { rows, findings: found } = await survey(sql);
  return await keepResult(place, "extract_validate_quality", {
    files: readable as RawFiles,
    versions: Object.fromEntries(olistNames.map((name) => [name, files[name].version])) as Record<
      OlistName,
      string
    >,
    rows: Object.fromEntries(
      olistNames.map((name) => [name, rows[name] + (brokenLines[name]?.count ?? 0)]),
    ) as Record<OlistName, number>,
    brokenLines,
    findings: [...findings, ...found],
  });
}

async function asReadable(
  sql: Sql,
  place: Place,
  file: RawFile,
): Promise<
  { readonly file: RawFile; readonly finding?: Finding; readonly broken?: BrokenLines }
> {
  await sql.run(createRawTable(file));
  if (await hasRightQuotes(sql, file.name)) return { file };
  const mended = await mend(file, join(place.raw, "mended"));
  await sql.run(createRawTable(mended.file));
  return {
    file: mended.file,
    broken: mended.broken,
    finding: {
      rule: `${file.name}.quotes`,
      severity: "error",
      what:
        "the line has a quote where none may be, or one that is never closed; it is in quarantine",
      count: mended.broken.count,
      examples: mended.lines.map(({ line, text }) => ({
        row: line - 1,
        value: text.slice(0, 80),
      })),
    },
  };
}
