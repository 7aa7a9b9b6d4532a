/** The rule of clocks and dice: time and chance are parameters, but for files named with a reason. */
import { type Tree, withoutComments } from "./tree.ts";

// Waiting is no reading of the clock: `setTimeout` may be used anywhere.
const reading =
  /\b(?:Date\.now|performance\.now|hrtime|Temporal\.Now|Math\.random|getRandomValues|randomUUID|randomBytes|randomInt)\b|\bnew Date\(\)/;

/** Files that read the clock or roll dice without a reason, and reasons that no file needs. */
export function clockFaults(tree: Tree, reasons: Readonly<Record<string, string>>): string[] {
  const readers = [...tree].filter(([, text]) => reading.test(withoutComments(text)))
    .map(([path]) => path);
  return [
    ...readers.filter((path) => !reasons[path])
      .map((path) => `${path} reads the clock or rolls dice: hand it in, or name the file`),
    ...Object.keys(reasons).filter((path) => !readers.includes(path))
      .map((path) => `${path} is named, but reads no clock and rolls no dice`),
  ];
}
