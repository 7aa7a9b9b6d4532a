import { assertEquals } from "@std/assert";
import { isSlow } from "../../../support/slow.ts";
import { runTask } from "../../support/task.ts";

/** Lets Java and Spark start sooner and run slower: what the tests do is soon done. */
export const quickStart = [
  ...["driver", "executor"].map((of) =>
    `spark.${of}.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC`
  ),
  // Code that Spark writes and compiles for each query pays for itself with more than a few thousand rows.
  ...(isSlow()
    ? []
    : ["spark.sql.codegen.wholeStage=false", "spark.sql.codegen.factoryMode=NO_CODEGEN"]),
];

/** The flags of a run of `deno task spark`. */
export const sparkFlags = (job: string, ...args: readonly string[]) => [
  ...[job, ...args, "--conf", ...quickStart],
];

/** Runs a job of `deno task spark` to its end, which has to be a good one; returns what it printed. */
export async function spark(
  job: string,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await runTask("spark", sparkFlags(job, ...args, "--json"), env);
  assertEquals({ code, stderr: code === 0 ? "" : stderr }, { code: 0, stderr: "" });
  return stdout.trim().split("\n").map((line) => JSON.parse(line));
}

/** Publishes the trends with the kit's own engine. */
export async function trendEngine(env: Readonly<Record<string, string>>): Promise<void> {
  assertEquals((await runTask("trends", [], env)).code, 0);
}
