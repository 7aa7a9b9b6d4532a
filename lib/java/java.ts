import { join } from "node:path";
import { DzError } from "../base/errors.ts";
import type { Settings } from "../base/settings.ts";
import { outputOf } from "../servers/call.ts";

/** The newest that Spark 3.5 supports. */
const version = 17;

const remedy = `Install Java ${version} (such as openjdk-${version}-jre, or Temurin ${version}), ` +
  "or point JAVA_HOME at it";

/**
 * Makes sure that the Java that Spark will take, that of `JAVA_HOME` or else the one on the `PATH`, is
 * there and is Java 17.
 *
 * @throws {DzError} if it is not
 */
export async function checkJava({ javaHome, path }: Settings): Promise<void> {
  const java = javaHome ? join(javaHome, "bin", "java") : "java";
  const asked = new Deno.Command(java, {
    args: ["-version"],
    env: { PATH: path },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  });
  const output = await outputOf(asked).catch(() => undefined);
  if (!output?.success) {
    const where = javaHome ? `at JAVA_HOME=${javaHome}` : "on the PATH";
    throw new DzError(`Cannot run Spark: there is no Java ${where}. ${remedy}`);
  }
  const found = versionIn(new TextDecoder().decode(output.stderr));
  if (found?.major === version) return;
  throw new DzError(
    `Cannot run Spark: ${java} is Java ${found?.full ?? "of an unknown version"}, ` +
      `Spark 3.5 needs ${version}. ${remedy}`,
  );
}

/** The version in what `java -version` prints: `1.8.0_402` is Java 8, `17.0.15` Java 17. */
export function versionIn(text: string): { major: number; full: string } | undefined {
  const [, full = "", first, second] = /version "((\d+)(?:[.](\d+))?[^"]*)"/.exec(text) ?? [];
  return full ? { major: Number(first === "1" ? second : first), full } : undefined;
}
