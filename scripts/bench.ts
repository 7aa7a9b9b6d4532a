/** `deno task bench`: measure against the best libraries of the kind, on this machine. */
import { alsBench } from "./bench/als.ts";
import { command, run } from "./cli.ts";

await run(
  command("bench", "Measure against other libraries, on this machine").addCommand(alsBench),
);
