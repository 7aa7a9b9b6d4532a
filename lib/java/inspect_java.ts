/** What a Java says of itself. */
import { DzError } from "../base/errors.ts";
import { outputOf } from "../servers/call.ts";
import { childCommand } from "../servers/child_environment.ts";

/** A Java that runs here. */
export interface InspectedJava {
  /** Its folder, in which `bin/java` is. */
  readonly home: string;
  /** Such as `17.0.15`. */
  readonly version: string;
  /** Such as 17. */
  readonly major: number;
  /** What it is made of, such as `java.base`. */
  readonly modules: readonly string[];
}

/**
 * Asks a Java what it is.
 *
 * @param java the path of the program
 * @throws {DzError} if it does not run or does not say
 */
export async function inspectJava(java: string): Promise<InspectedJava> {
  const asked = childCommand(java, {
    args: ["-XshowSettings:properties", "--list-modules"],
    stdin: "null",
  });
  const output = await outputOf(asked).catch(() => {
    throw new DzError("there is none");
  });
  const decoder = new TextDecoder();
  const found = readJava(`${decoder.decode(output.stderr)}\n${decoder.decode(output.stdout)}`);
  if (!found) throw new DzError("it does not say what it is");
  return found;
}

/** Reads what `java -XshowSettings:properties --list-modules` prints; Java 8 knows no modules. */
export function readJava(printed: string): InspectedJava | undefined {
  const property = (name: string) =>
    printed.match(new RegExp(`^ *${name} = (.*?)\\r?$`, "m"))?.[1] ?? "";
  const home = property("java[.]home"), version = property("java[.]version");
  const [, first, second] = /^(\d+)(?:[.](\d+))?/.exec(version) ?? [];
  if (!home || !first) return undefined;
  const modules = [...printed.matchAll(/^([a-z][\w.]*)@/gm)].map(([, name = ""]) => name);
  return { home, version, major: Number(first === "1" ? second : first), modules };
}
