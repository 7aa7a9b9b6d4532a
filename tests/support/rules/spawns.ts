/** The rule of children: who starts a program gives it the environment that is made for children. */
import { type Tree, withoutComments } from "./tree.ts";

const starting = /\bnew Deno\.Command\(|from "node:child_process"/;

/** Files that start programs by themselves without a reason, and reasons that no file needs. */
export function spawnFaults(tree: Tree, reasons: Readonly<Record<string, string>>): string[] {
  const starters = [...tree].filter(([, text]) => starting.test(withoutComments(text)))
    .map(([path]) => path);
  return [
    ...starters.filter((path) => !reasons[path])
      .map((path) => `${path} starts a program by itself: use childCommand, or name the file`),
    ...Object.keys(reasons).filter((path) => !starters.includes(path))
      .map((path) => `${path} is named, but starts nothing by itself`),
  ];
}
