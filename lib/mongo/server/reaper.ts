/**
 * The process beside a temporary replica set, see `temporary.ts`: it reads process ids, one a line,
 * and when its standard input closes kills them all and removes the folder named by its argument.
 */
import { serves } from "./member.ts";

const [dir = ""] = Deno.args;
const pids = (await new Response(Deno.stdin.readable).text()).split("\n").filter(Boolean).map(
  Number,
);
for (const pid of pids) {
  if (!await serves(pid, dir)) continue; // it ended long ago, and another has its number
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It is dead already.
  }
}
for (let attempt = 0; dir && attempt < 20; attempt++) {
  // A process that is just dying may still write.
  const gone = await Deno.remove(dir, { recursive: true }).then(
    () => true,
    (error) => error instanceof Deno.errors.NotFound,
  );
  if (gone) break;
  await new Promise((resolve) => setTimeout(resolve, 100));
}
