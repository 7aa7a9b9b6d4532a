/** An error that a cell threw, in words that help. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { CellError } from "./cell_error.ts";
import { cellPlace } from "./cell_place.ts";
import type { Explanation } from "./explanation.ts";

/** So many places in other files are told. */
const mostPlaces = 4;

/**
 * Explains an error that a cell threw.
 *
 * @param project its files are told by their path in it
 */
export async function explainThrown(
  { ename, evalue, traceback }: CellError,
  source: string,
  project: string,
): Promise<Explanation> {
  const place = await cellPlace(traceback, source);
  const hint = hints.find(([pattern]) => pattern.test(`${ename}: ${evalue}`))?.[1];
  const trace = traceback.filter((line) => /^\s*at .*file:\/\//.test(line))
    .filter((line) => !line.includes("/node_modules/"))
    .map((line) => withPath(line, project))
    .slice(0, mostPlaces);
  return {
    kind: ename || "Error",
    message: withPath(evalue, project).replace(/ from "[^"]*"$/, ""),
    ...(place && { place }),
    ...(hint && { hint }),
    trace,
  };
}

/** A line with a file's path instead of its address. */
const withPath = (line: string, project: string) =>
  line.replace(/file:\/\/[^\s()"]+?(?=:\d+:\d+|")/, (url) => relative(project, fileURLToPath(url)));

/** What to do, by what an error says. */
const hints: readonly [RegExp, string][] = [
  [
    /^ReferenceError: .* before initialization/,
    "run the cell that makes it again, from its start.",
  ],
  [
    /^ReferenceError: .* is not defined/,
    "look at how the name is spelled; or run the cell that makes it first, or import it.",
  ],
  [/: Module not found/, "look at the path: it begins at the folder of the notebook."],
  [/: Import ".*" not a dependency/, "name a package that deno.json has, or write npm: before it."],
  [
    /^TypeError: .* is not a function/,
    "look at how the name is spelled, and at what the value is.",
  ],
  [/^TypeError: .* is not iterable/, "look at what the value is: it is no list."],
  [
    /^TypeError: Cannot (read|set) properties of (undefined|null)/,
    "what stands before the point is not there: look where it comes from.",
  ],
  [/^TypeError: Assignment to constant/, "declare it with let instead of const."],
  [/: MongoDB refused /, "put the field right, and run the cell again."],
  [/: E11000 duplicate key/, "take another value: each document has its own."],
];
