/** The rule of what one file does for all: who does it by itself is named, with a reason. */
import { type Tree, withoutComments } from "./tree.ts";

/** Something that one file does for all others. */
export interface Reserved {
  /** How code looks that does it by itself. */
  readonly form: RegExp;
  /** For the fault: `starts a program by itself: use childCommand`. */
  readonly fault: string;
}

/** Who starts a program gives it the environment that is made for children. */
export const spawning: Reserved = {
  form: /\bnew Deno\.Command\(|from "node:child_process"/,
  fault: "starts a program by itself: use childCommand",
};

/** Text that is not ours does not steer the terminal; the lint sees to the console. */
export const printing: Reserved = {
  form: /\b(?:Deno|process)\.std(?:out|err)\b(?!\.isTerminal)/,
  fault: "writes to the terminal by itself: use print or printAside",
};

/** Files that do it by themselves without a reason, and reasons that no file needs. */
export function reservedFaults(
  tree: Tree,
  { form, fault }: Reserved,
  reasons: Readonly<Record<string, string>>,
): string[] {
  const found = [...tree].filter(([, text]) => form.test(withoutComments(text)))
    .map(([path]) => path);
  return [
    ...found.filter((path) => !reasons[path]).map((path) => `${path} ${fault}, or name the file`),
    ...Object.keys(reasons).filter((path) => !found.includes(path))
      .map((path) => `${path} is named, but there is nothing of the kind in it`),
  ];
}
