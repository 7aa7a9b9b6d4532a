/** `deno task logs`: convert logs between CSV and Parquet. */
import { Option } from "commander";
import { join, resolve } from "node:path";
import { FileError, UsageError } from "../lib/base/errors.ts";
import { readSettings } from "../lib/base/settings.ts";
import { convertLog, type LogKind, logKinds } from "../lib/trends/files/convert_log.ts";
import { formOf, standardInput, stemOf } from "../lib/trends/files/packing.ts";
import { sizeOf } from "../lib/trends/scan/scan_logs.ts";
import { command, examples, notice, print, progress, run } from "./shared/cli.ts";
import { whole } from "../lib/base/text/whole.ts";

interface Flags {
  readonly to: LogKind;
  readonly out?: string;
  readonly force?: true;
  readonly skipBad?: boolean;
}

const program = command("logs", "Convert logs between CSV and Parquet, each beside the other")
  .argument("[files...]", "the logs (default: data/logs.csv, or with --to csv data/logs.parquet)")
  .addOption(
    new Option("--to <kind>", "what to convert to").choices(logKinds).makeOptionMandatory(),
  )
  .option("--out <file>", "the new file, if there is one log only")
  .option("--force", "replace a file that is there")
  .option("--skip-bad", "leave out lines that cannot be converted to Parquet")
  .action(async (files: string[], { to, out, force, skipBad = false }: Flags) => {
    const { dataDir } = readSettings(Deno.env.toObject());
    const logs = files.length > 0 ? files : [join(dataDir, defaultLogs[to])];
    if (out !== undefined && logs.length > 1) {
      throw new UsageError(`Cannot write ${logs.length} logs to --out ${out}: it is one file`);
    }
    if (out !== undefined && formOf(out) === "gzip") {
      throw new UsageError(`Cannot write --out ${out}: nothing is compressed with gzip here`);
    }
    if (logs.includes(standardInput)) {
      throw new UsageError("Cannot convert standard input: name a file");
    }
    if (to === "csv" && skipBad) {
      throw new UsageError("Cannot use --skip-bad with --to csv: CSV holds every line");
    }
    for (const log of logs) {
      const target = out ?? targetOf(log, to);
      if (resolve(target) === resolve(log)) {
        throw new UsageError(`Cannot convert ${log} to itself: --out names another file`);
      }
      if (!force) await refuseIfThere(target);
      const before = await sizeOf(log);
      const reading = progress("bytes", before);
      const onProgress = reading.update;
      const converted = await convertLog(log, target, to, { skipBad, onProgress });
      reading.end();
      if (converted?.skipped) notice(`${log}: left out ${whole(converted.skipped)} lines`);
      const rows = converted ? `${whole(converted.rows)} rows of ` : "";
      const after = await sizeOf(target);
      print(`${target}: ${rows}${log}, ${whole(before)} bytes before, ${whole(after)} after`);
    }
  });

/** By what the logs are converted to. */
const defaultLogs: Readonly<Record<LogKind, string>> = {
  parquet: "logs.csv",
  csv: "logs.parquet",
};

const targetOf = (log: string, to: LogKind) => `${stemOf(log)}.${to}`;

async function refuseIfThere(path: string): Promise<void> {
  const isThere = await Deno.stat(path).then(() => true, () => false);
  if (!isThere) return;
  throw new FileError(
    `Cannot write ${path}: it is there. --force replaces it, --out names another file`,
  );
}

examples(program, {
  "--to parquet": "data/logs.parquet beside data/logs.csv",
  "--to csv old.parquet --out logs.csv": "and back again, under another name",
});
await run(program);
