/** `deno task generate`: simulate the store, write its logs, load it into MongoDB. */
import { withDatabase } from "../lib/mongo/database.ts";
import { readSettings } from "../lib/base/settings.ts";
import { loadStore } from "../lib/simulate/load_store.ts";
import { formatSummary, summarize, writeLogs } from "../lib/simulate/mod.ts";
import { command, examples, notice, print, progress, run } from "./shared/cli.ts";
import { addStoreFlags, simulateFromFlags, type StoreFlags } from "./shared/store_flags.ts";

interface Flags extends StoreFlags {
  readonly out?: string;
  readonly load: boolean;
  readonly json?: true;
}

const program = addStoreFlags(
  command(
    "generate",
    "Simulate the store: write logs.csv and web_traffic.csv, load products, users and orders",
  ),
)
  .option("--out <folder>", "where the CSV files go (default: data/)")
  .option("--no-load", "write the files only, leave MongoDB alone")
  .option("--json", "print the summary as JSON")
  .action(async ({ out, load, json, ...flags }: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    const store = simulateFromFlags(flags);
    const dir = out ?? settings.dataDir;
    // A server that does not answer is found out before the old logs are replaced.
    if (load) await withDatabase(settings, "owner", notice, () => Promise.resolve());
    const writing = progress("rows", store.eventCount);
    const counts = await writeLogs(store, dir, { onProgress: writing.update });
    writing.end();
    if (load) {
      const { products, users, orderCount } = store;
      const loading = progress("documents", products.length + users.length + orderCount);
      await withDatabase(settings, "owner", notice, (db) => loadStore(db, store, loading.update));
      loading.end();
    }
    const summary = summarize(store, counts);
    if (json) return print(JSON.stringify(summary));
    print(...formatSummary(summary));
    print(
      "",
      `Wrote logs.csv and web_traffic.csv in ${dir}` +
        (load ? `; loaded products, users and orders into ${settings.database}` : ""),
    );
  });

examples(program, {
  "--users 10000 --seed 7": "ten times the users; the same seed gives the same store",
  "--out /tmp/logs --no-load": "the logs only, elsewhere",
});
await run(program);
