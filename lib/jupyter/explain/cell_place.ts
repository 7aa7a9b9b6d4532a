/** Where in a cell an error was thrown: the kernel counts lines of what it has made of the cell. */
import { SourceMap } from "node:module";
import { join } from "node:path";
import { discard, temporaryFolder } from "../../base/files/temporary_files.ts";
import { outputOf } from "../../servers/call.ts";
import { childCommand } from "../../servers/child_environment.ts";
import type { Place } from "./explanation.ts";

/** What the kernel puts before a cell: `"use strict"; void 0;`. */
const before = 21;

/**
 * The place in the cell from which an error came; `undefined` if it cannot be told.
 *
 * @param trace of the kernel; functions of other cells stand in it as those of this cell do, so the
 * line of the cell that is under way counts
 */
export async function cellPlace(
  trace: readonly string[],
  source: string,
): Promise<Place | undefined> {
  const own = trace.findLast((line) => /^\s*at (?:async )?<anonymous>:\d+:\d+$/.test(line));
  const [, line, column] = /:(\d+):(\d+)$/.exec(own ?? "")?.map(Number) ?? [];
  if (!line || !column) return undefined;
  const map = await sourceMap(source);
  const found = map?.findEntry(line - 1, column - 1 - (line === 1 ? before : 0));
  if (!found || !("originalLine" in found)) return undefined;
  return { line: found.originalLine + 1, column: found.originalColumn + 1 };
}

/** From lines that Deno makes of the source to lines of the source. */
async function sourceMap(source: string): Promise<SourceMap | undefined> {
  const folder = temporaryFolder("dzstore-cell-");
  const cell = join(folder, "cell.ts"), out = join(folder, "cell.js");
  try {
    // A kernel keeps imports of which nothing is used.
    const compilerOptions = { verbatimModuleSyntax: true };
    await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify({ compilerOptions }));
    await Deno.writeTextFile(cell, source);
    const args = ["transpile", "--no-check", "--source-map", "separate", "-o", out, cell];
    await outputOf(childCommand(Deno.execPath(), { args, cwd: folder, stdin: "null" }));
    return new SourceMap(JSON.parse(await Deno.readTextFile(`${out}.map`)));
  } catch {
    return undefined; // a Deno without `transpile`
  } finally {
    discard(folder);
  }
}
