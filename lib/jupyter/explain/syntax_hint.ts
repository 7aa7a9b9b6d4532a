/** What to do about a cell that is no TypeScript. */
import { openBracket } from "./open_bracket.ts";

/**
 * What to do, in a sentence.
 *
 * @param message of the parser
 * @param line where it stopped, from 1
 */
export function syntaxHint(message: string, source: string, line: number): string {
  const lines = source.split("\n");
  const python = inTypeScript(lines[line - 1] ?? "") ?? inTypeScript(lines[line - 2] ?? "");
  if (python) return python;
  const open = /end of file/.test(message) ? openBracket(source) : undefined;
  if (open) return `add ${open.closing}: the ${open.bracket} of line ${open.line} is not closed.`;
  const [pattern, hint] = mistakes.find(([pattern]) => pattern.test(message)) ?? [];
  return pattern && hint
    ? hint(...message.match(pattern)?.slice(1) ?? [])
    : "look at the place that ^ marks, and at what stands just before it.";
}

/** Mistakes by the parser's message, and what to do. */
const mistakes: readonly [RegExp, (...parts: string[]) => string][] = [
  [
    /^(?:Unexpected|Expected ";" but found) "([)\]}])"/,
    (bracket) => `leave out ${bracket}, or write what is missing before it.`,
  ],
  [/^Unexpected end of file/, () => "go on writing: something is begun and not ended."],
  [/^Unterminated string/, () => "end the text with the quotation mark that it begins with."],
  [/^Unterminated template/, () => "end the text with a backtick, as it begins."],
  [/^Unterminated (.+)/, (what) => `end the ${what}.`],
  [
    /^Expected identifier but found "([^"]*)"/,
    (found) => `write a name before ${found}, such as const name ${found === "=" ? "= 5" : "= …"};`,
  ],
  [
    /^The symbol "([^"]+)" has already been declared/,
    (name) =>
      `take another name than ${name}, or leave out the word before it to give it a new value.`,
  ],
  [/^The constant "([^"]+)" must be initialized/, (name) => `give it a value: const ${name} = …;`],
  [
    /^Expected "([)\]}])" but found/,
    (bracket) => `add a comma or an operator where ^ is, or ${bracket} before it.`,
  ],
  [
    /^Expected ";" but found/,
    () => "two things stand side by side: put an operator, a comma or a new line between them.",
  ],
  [/^Unexpected "([^"]+)"/, (found) => `write the value that is missing before ${found}`],
];

/** Lines of Python, and how TypeScript says it. */
const python: readonly [RegExp, string][] = [
  [/^\s*print\b(?!\s*\()/, "console.log(…) instead of print"],
  [/^\s*(async )?def\s/, "function name(…) { … } instead of def"],
  [/^\s*elif\b/, "else if (…) { … } instead of elif"],
  [/^\s*if\b[^(].*:\s*$/, "if (…) { … } instead of if … :"],
  [/^\s*else\s*:\s*$/, "else { … } instead of else:"],
  [/^\s*for\b[^(].*:\s*$/, "for (const x of xs) { … } instead of for x in xs:"],
  [/^\s*while\b[^(].*:\s*$/, "while (…) { … } instead of while … :"],
  [
    /^\s*(try|finally)\s*:\s*$|^\s*except\b/,
    "try { … } catch (error) { … } instead of try and except",
  ],
  [
    /^\s*from\s+\S+\s+import\b|^\s*import\s+[\w.]+(\s+as\s+\w+)?\s*$/,
    'import { name } from "…"; instead of import',
  ],
  [/\blambda\b[^:]*:/, "(x) => … instead of lambda x: …"],
  [/^\s*class\s+\w+.*:\s*$/, "class Name { … } instead of class Name:"],
  [/\bnot\s+\w|\s(and|or)\s/, "!, && and || instead of not, and, or"],
  [/\bfor\s+\w+\s+in\b.*[\])]/, "xs.map((x) => …) instead of [… for x in xs]"],
  [/\bf""/, '`…${x}…` instead of f"…{x}…"'],
  [/^\s*#/, "// instead of # before a remark"],
];

/** How a line of Python is written in TypeScript, if it is one. */
function inTypeScript(line: string): string | undefined {
  const code = line.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '""').replace(/\/\/.*/, "");
  const found = python.find(([pattern]) => pattern.test(code));
  return found && `this is Python, and a cell is TypeScript: write ${found[1]}.`;
}
