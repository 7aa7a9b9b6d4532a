/** `deno task logs`: convert logs between CSV and Parquet. */
import { Option } from "commander";
import { join } from "node:path";
import { FileError, UsageError } from "../lib/base/errors.ts";
import { readSettings } from "../lib/base/settings.ts";
import { convertLog, type LogKind, logKinds } from "../lib/trends/files/convert_log.ts";
import { keepInput, refuseInput } from "../lib/base/files/inputs.ts";
import { inputName, isPackedName, isStandardInput, stemOf } from "../lib/base/input/input_form.ts";
import { lookAt } from "../lib/base/input/look_at.ts";
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
  .option("--out <file>", "the new file, if there is one log only; a pipe needs it")
  .option("--force", "replace a file that is there")
  .option("--skip-bad", "leave out lines that cannot be converted to Parquet")
  .action(async (files: string[], { to, out, force, skipBad = false }: Flags) => {
    const { dataDir } = readSettings(Deno.env.toObject());
    const logs = files.length > 0 ? files : [join(dataDir, defaultLogs[to])];
    if (out !== undefined && logs.length > 1) {
      throw new UsageError(`Cannot write ${logs.length} logs to --out ${out}: it is one file`);
    }
    if (out !== undefined && isPackedName(out)) {
      throw new UsageError(`Cannot write --out ${out}: nothing is compressed here`);
    }
    if (to === "csv" && skipBad) {
      throw new UsageError("Cannot use --skip-bad with --to csv: CSV holds every line");
    }
    for (const log of logs) keepInput(log);
    for (const log of logs) {
      const target = out ?? await targetOf(log, to);
      refuseInput(target);
      if (!force) await refuseIfThere(target);
      const before = await sizeOf(log);
      const reading = progress("bytes", before);
      const onProgress = reading.update;
      const converted = await convertLog(log, target, to, { skipBad, onProgress });
      reading.end();
      const name = inputName(log);
      if (converted?.skipped) notice(`${name}: left out ${whole(converted.skipped)} lines`);
      const rows = converted ? `${whole(converted.rows)} rows of ` : "";
      const was = before > 0 ? `${whole(before)} bytes before, ` : "";
      const after = await sizeOf(target);
      print(`${target}: ${rows}${name}, ${was}${whole(after)} after`);
    }
  });

/** By what the logs are converted to. */
const defaultLogs: Readonly<Record<LogKind, string>> = {
  parquet: "logs.csv",
  csv: "logs.parquet",
};

/** Where a log goes that is to stand beside the old one. */
async function targetOf(log: string, to: LogKind): Promise<string> {
  const isFile = !isStandardInput(log) && (await lookAt(log)).isFile;
  if (isFile) return `${stemOf(log)}.${to}`;
  throw new UsageError(`Cannot convert ${inputName(log)} without --out, which names the new file`);
}

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
