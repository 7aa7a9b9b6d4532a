/** `deno task bench store`: the whole of `deno task trends`, with what it writes to MongoDB. */
import { Command } from "commander";
import { join } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";
import { notice, print, wholeNumber } from "../shared/cli.ts";
import { measureProcess } from "./measure.ts";
import { systemPython } from "../../lib/python/python_environment.ts";
import { showSpread, type Spread, spreadOf } from "./spread.ts";
import { withTemporaryStore } from "./temporary_store.ts";

/** The rows of the log. */
export const storeRows = 10_000;
const storeOrders = 1000;

/** The command. */
export const storeBench = new Command("store")
  .description(`The whole of \`deno task trends\` on ${storeRows.toLocaleString("en-US")} rows`)
  .addOption(wholeNumber("--runs <n>", "how often to run it").default(3))
  .action(async ({ runs }: { runs: number }) => {
    print(`${showSpread(await measureStore(runs))} seconds, the fastest run (the median)`);
  });

/** Measures `deno task trends` of a small store in a replica set of its own that runs already. */
export async function measureStore(runs: number): Promise<Spread> {
  return await withTemporaryStore(async (env) => {
    const script = (name: string, ...args: string[]) =>
      measureProcess(
        systemPython,
        [Deno.execPath(), "run", "-A", join(projectDir, "scripts", `${name}.ts`), ...args],
        `run ${name}`,
        env,
      );
    notice("store: generating");
    await script("generate", "--events", `${storeRows}`, "--orders", `${storeOrders}`);
    const seconds: number[] = [];
    for (let run = 1; run <= runs; run++) {
      notice(`store: trends, run ${run} of ${runs}`);
      seconds.push((await script("trends")).seconds);
    }
    return spreadOf(seconds);
  });
}
