/** `deno task submit`: run the notebooks, fill in the rubric, and make the zip to hand in. */
import { zipSync } from "fflate";
import { dirname, join } from "node:path";
import { counted } from "../lib/base/text/counted.ts";
import { DzError, FileError, UsageError } from "../lib/base/errors.ts";
import { criteria, type Rubric } from "../lib/rubric/check.ts";
import { pointsOf } from "../lib/rubric/points_of.ts";
import { attempt, replaceFiles } from "../lib/base/files/replace_files.ts";
import { readSettings } from "../lib/base/settings.ts";
import { writeAll } from "../lib/base/files/write_all.ts";
import { command, duration, examples, exitCodes, notice, remark, run } from "./shared/cli.ts";
import { findNotebooks } from "../lib/jupyter/find_notebooks.ts";
import { notebooksDir } from "../lib/jupyter/run_notebook.ts";
import { makeSubmission } from "../lib/submission/make_submission.ts";
import { verifyZip } from "../lib/submission/verify_zip.ts";
import { zipName } from "../lib/submission/zip_name.ts";

interface Flags {
  readonly name?: string;
  readonly group?: string;
  readonly out?: string;
  readonly timeout: number;
  readonly verify?: string;
  readonly json?: true;
}

const longest = 100;

const program = command("submit", "Run the notebooks, fill in the rubric, make the zip to hand in")
  .option("--name <name>", "whose work it is")
  .option("--group <group>", "whose group, if there is one")
  .option("--out <file.zip>", "where to (default: data/submissions/dzstore_NAME.zip)")
  .addOption(duration("--timeout <time>", "how long a cell may take").default(2 / 60, "2m"))
  .option("--verify <file.zip>", "compare a zip with its manifest instead")
  .option("--json", "print JSON, and nothing else, on standard output")
  .action(async ({ verify, json, ...flags }: Flags) => {
    if (verify !== undefined) {
      const others = (["name", "group", "out"] as const).filter((flag) => flags[flag]);
      if (others.length > 0) {
        throw new UsageError(`Cannot use --verify together with --${others.join(" and --")}`);
      }
      return await showVerification(verify, json ?? false);
    }
    const { name, group, out, timeout } = flags;
    const settings = readSettings(Deno.env.toObject());
    const whose = label("--name", name ?? "");
    const ofGroup = group === undefined ? null : label("--group", group);
    const zip = out ?? join(settings.dataDir, "submissions", zipName(whose, ofGroup));
    await requireWritable(zip);
    const { files, manifest, rubric } = await makeSubmission(settings, {
      notebooks: await findNotebooks(notebooksDir),
      name: whose,
      group: ofGroup,
      now: new Date(),
      timeout_s: Math.ceil(timeout * 3600),
      say: json ? notice : console.log,
      onNotice: notice,
    });
    await replaceFiles([zip], async ([file]) => {
      if (file) await writeAll(file, zipSync(files, { mtime: new Date(manifest.made) }));
    });
    const { complete, problems } = manifest;
    if (json) console.log(JSON.stringify({ zip, complete, rubric }));
    else for (const line of summaryLines(rubric, problems)) console.log(line);
    notice(`${complete ? "Complete" : "Incomplete"}: ${zip}`);
    if (!complete) Deno.exit(exitCodes.failed);
  });

/** @throws {UsageError} if it is no text for a label */
function label(flag: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed && trimmed.length <= longest && !/\p{C}/u.test(trimmed)) return trimmed;
  throw new UsageError(
    `Cannot make a submission: ${flag} ${JSON.stringify(text.slice(0, longest))} must be ` +
      `a text of 1 to ${longest} characters, such as ${flag} "Amina Bensaïd"`,
  );
}

/** Minutes of work are not to end in a zip that cannot be written. */
async function requireWritable(zip: string): Promise<void> {
  await attempt(zip, () => Deno.mkdir(dirname(zip), { recursive: true }));
  const found = await Deno.stat(zip).catch(() => undefined);
  if (found?.isDirectory) throw new FileError(`Cannot write ${zip}: it is a folder, not a file`);
  await attempt(zip, async () => Deno.remove(await Deno.makeTempFile({ dir: dirname(zip) })));
}

/** The points by criterion, and what is wrong. */
function summaryLines(rubric: Rubric, problems: readonly string[]): string[] {
  const points = criteria.map((criterion) => {
    const checks = rubric.checks.filter((check) => check.criterion === criterion);
    const { score, of } = pointsOf(checks);
    return `  ${criterion.padEnd(24)} ${score} of ${of}`;
  });
  return [
    `\nThe rubric: ${rubric.score} of ${rubric.of} points`,
    ...points,
    ...problems.map((problem) => `  ✘ ${problem}`),
  ];
}

/** Compares a zip with its manifest, and says what it is. */
async function showVerification(zip: string, json: boolean): Promise<void> {
  const { manifest, differences } = await verifyZip(zip);
  const intact = differences.length === 0;
  if (json) {
    const { name, group, made, complete } = manifest ?? {};
    console.log(JSON.stringify({ zip, intact, differences, name, group, made, complete }));
  } else if (manifest) {
    const { name, group, made, complete, files, problems } = manifest;
    console.log(`${name}${group ? `, ${group}` : ""}, made ${made}, ${files.length} files`);
    if (intact) console.log("✔ every file is as the manifest says");
    console.log(complete ? "✔ complete" : "✘ incomplete:");
    for (const problem of problems) console.log(`    ${problem}`);
  }
  if (intact) return;
  if (!json) { for (const difference of differences) console.log(`✘ ${difference}`); }
  throw new DzError(
    `${zip} is not as its manifest says: ${counted(differences.length, "difference")}`,
  );
}

remark(
  program,
  "The notebooks fill the store anew, with its default size: the collections of the " +
    "database and the logs in the data folder are replaced. The zip holds the notebooks " +
    "as executed, a page of each, the rubric with its evidence, and a manifest with " +
    "SHA-256. What fails is marked in it, and then the exit code is 1.",
);
examples(program, {
  '--name "Amina Bensaïd" --group G3': "run, mark and zip",
  "--verify data/submissions/dzstore_amina_bensaid.zip": "is a zip as it was made?",
});
await run(program);
