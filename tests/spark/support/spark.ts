import { assertEquals } from "@std/assert";
import { runTask } from "../../e2e/support/task.ts";

/** Runs a job of `deno task spark` to its end, which has to be a good one. */
export async function spark(
  job: string,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await runTask("spark", [job, ...args, "--json"], env);
  assertEquals({ code, stderr: code === 0 ? "" : stderr }, { code: 0, stderr: "" });
  return stdout.trim().split("\n").map((line) => JSON.parse(line));
}
