/** `deno task generate`: simulate the store, write its logs, load it into MongoDB. */
import type { Db } from "mongodb";
import { withDatabase } from "../lib/mongo/database.ts";
import { readSettings } from "../lib/base/settings.ts";
import { moveFiles } from "../lib/base/files/move_files.ts";
import { discard } from "../lib/base/files/temporary_files.ts";
import { storeBook } from "../lib/documents.ts";
import { publishTogether } from "../lib/mongo/publish.ts";
import { loadedCollections, putStore } from "../lib/simulate/load_store.ts";
import { formatSummary, prepareLogs, requireOurLogs, summarize } from "../lib/simulate/mod.ts";
import { command, examples, notice, print, progress, run } from "./shared/cli.ts";
import { type ReplaceFlag, replaceFlag } from "./shared/replace_flag.ts";
import { addStoreFlags, simulateFromFlags, type StoreFlags } from "./shared/store_flags.ts";

interface Flags extends StoreFlags, ReplaceFlag {
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
  .addOption(replaceFlag("logs that the simulator did not write, and "))
  .option("--json", "print the summary as JSON")
  .action(async ({ out, load, replace, json, ...flags }: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    const store = simulateFromFlags(flags);
    const dir = out ?? settings.dataDir;
    if (!replace) await requireOurLogs(dir);
    const write = async () => {
      const writing = progress("rows", store.eventCount);
      const logs = await prepareLogs(store, dir, { onProgress: writing.update, replace });
      writing.end();
      return logs;
    };
    const writeAndLoad = (db: Db) =>
      publishTogether(db, storeBook, loadedCollections, async (edition) => {
        const logs = await write();
        try {
          const { products, users, orderCount } = store;
          const loading = progress("documents", products.length + users.length + orderCount);
          await putStore(edition, store, loading.update);
          loading.end();
          edition.withFiles(logs.folder, dir);
          await edition.publish();
        } finally {
          discard(logs.folder);
        }
        return logs;
      }, { replace });
    const counts = load
      ? await withDatabase(settings, "owner", notice, writeAndLoad)
      : await write();
    if (!load) await moveFiles(counts.folder, dir);
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
