/** What TypeScript's checker finds in a cell, explained. */
import { closeNames } from "../../base/text/close_names.ts";
import type { Explanation } from "./explanation.ts";
import { type Diagnostic, isMadeAnew } from "./language_server.ts";

/** So many of a module's names are told. */
const mostNames = 10;

/**
 * Whether a student is told: it is an error, and neither that the cell makes a name anew, which a
 * kernel allows, nor that a value may be absent or its type is not said, which rows[0] and (x) => x
 * are full of, nor about a name of a browser's, for which the checker takes that of another cell.
 */
export const isFault = (diagnostic: Diagnostic): boolean =>
  diagnostic.severity === 1 && !isMadeAnew(diagnostic) && !ofCare.has(Number(diagnostic.code)) &&
  !/\b(undefined|null)\b|'(Window|Document)\b/.test(diagnostic.message);

/** That a type is not said. */
const ofCare: ReadonlySet<number> = new Set([7005, 7006, 7015, 7019, 7022, 7023, 7031, 7034, 7053]);

/** Whether a module lacks a name that the cell imports. */
export const isMissingExport = ({ code }: Diagnostic): boolean =>
  [2305, 2614, 2724].includes(Number(code));

/** Whether nothing has a name that the cell uses. */
export const isMissingName = ({ code }: Diagnostic): boolean => [2304, 2552].includes(Number(code));

/**
 * Explains what the checker found.
 *
 * @param exported what the module exports, if it lacks a name
 */
export function explainFault(
  diagnostic: Diagnostic,
  source: string,
  exported: readonly string[] = [],
): Explanation {
  const { range: { start, end }, message } = diagnostic;
  const marked = start.line === end.line
    ? end.character - start.character
    : (source.split("\n")[start.line] ?? "").length - start.character;
  const name = (source.split("\n")[start.line] ?? "").slice(start.character, end.character);
  const meant = /Did you mean(?: to write)? '([^']+)'\?/.exec(message)?.[1];
  const hint = isMissingExport(diagnostic) && exported.length > 0
    ? namesHint(name, exported)
    : meant
    ? `did you mean ${meant}?`
    : hints[Number(diagnostic.code)];
  return {
    kind: kindOf(diagnostic),
    message: message.split("\n")[0] ?? "",
    place: { line: start.line + 1, column: start.character + 1, length: marked },
    ...(hint && { hint }),
  };
}

function kindOf(diagnostic: Diagnostic): string {
  if (isMissingExport(diagnostic)) return "ImportError";
  return Number(diagnostic.code) < 2000 ? "SyntaxError" : "Type error";
}

/** The names that a module has, the nearest to the one that it lacks first. */
function namesHint(name: string, exported: readonly string[]): string {
  const near = closeNames(name, exported);
  const all = [...near, ...exported.filter((one) => !near.includes(one)).sort(byName)];
  const more = all.length - mostNames;
  return `${near[0] ? `did you mean ${near[0]}? The` : "the"} module has ${
    all.slice(0, mostNames).join(", ")
  }${more > 0 ? ` and ${more} more` : ""}.`;
}

const byName = (a: string, b: string) => a.localeCompare(b);

const run = "run the cell that makes it first, or import it.";
const value = "change the value, or what is said of its type.";

/** What to do, by TypeScript's number. */
const hints: Readonly<Record<number, string>> = {
  1108: "return stands in functions only: write the value alone.",
  2304: run,
  2552: run,
  2307: "look at the path: it begins at the folder of the notebook.",
  2322: value,
  2345: value,
  2339: "look at the name, and at what the value is.",
  2551: "look at the name.",
  2554: "give it as many values as it takes.",
  2588: "declare it with let instead of const.",
};
