/** Draws some of the moments at which a long proof kills: all of them only in `deno task test --slow`. */
import { random } from "../../lib/base/random.ts";
import { isSlow } from "./slow.ts";

/**
 * All moments, or a third of them, drawn by the commit, so that each run of the tests on the same commit draws the
 * same and another commit others.
 *
 * @param name of the draw: two lists of one test are drawn apart
 */
export async function drawn<T>(name: string, moments: readonly T[]): Promise<readonly T[]> {
  if (isSlow()) return moments;
  const tickets = random(await commitNumber(), name);
  return moments.map((moment) => ({ moment, ticket: tickets.next() }))
    .sort((a, b) => a.ticket - b.ticket)
    .slice(0, Math.ceil(moments.length / 3))
    .map(({ moment }) => moment);
}

/** A number that follows from the commit; 0 where there is no repository. */
export async function commitNumber(): Promise<number> {
  const git = new Deno.Command("git", { args: ["rev-parse", "HEAD"], stderr: "null" });
  const output = await git.output().catch(() => undefined);
  const commit = new TextDecoder().decode(output?.stdout).trim();
  return Number.parseInt(commit.slice(0, 8), 16) || 0;
}
