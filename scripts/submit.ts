/** `deno task submit`: run the notebooks, fill in the rubric, and make the zip to hand in. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DzError, UsageError } from "../lib/base/errors.ts";
import { requireWritable } from "../lib/base/files/output.ts";
import { readSettings } from "../lib/base/settings.ts";
import { counted } from "../lib/base/text/counted.ts";
import { findNotebooks } from "../lib/jupyter/find_notebooks.ts";
import { fillsText, notebooksDir } from "../lib/rubric/course.ts";
import { courseOf, courses } from "../lib/rubric/courses.ts";
import { label } from "../lib/submission/label.ts";
import { makeSubmission } from "../lib/submission/make_submission.ts";
import { submissionLines, verificationLines } from "../lib/submission/submission_lines.ts";
import { verifyZip } from "../lib/submission/verify_zip.ts";
import { writeZip } from "../lib/submission/zip_file.ts";
import { zipName } from "../lib/submission/zip_name.ts";
import {
  command,
  duration,
  examples,
  exitCodes,
  notice,
  print,
  remark,
  run,
} from "./shared/cli.ts";

interface Flags {
  readonly name?: string;
  readonly group?: string;
  readonly out?: string;
  readonly timeout: number;
  readonly verify?: string;
  readonly json?: true;
}

const names = courses.map(({ system }) => system.name).join(", ");

const program = command("submit", "Run the notebooks, fill in the rubric, make the zip to hand in")
  .argument("[system]", `whose notebooks: ${names}`, courses[0].system.name)
  .option("--name <name>", "whose work it is")
  .option("--group <group>", "whose group, if there is one")
  .option("--out <file.zip>", "where to (default: data/submissions/dzstore_NAME.zip)")
  .addOption(duration("--timeout <time>", "how long a cell may take").default(2 / 60, "2m"))
  .option("--verify <file.zip>", "compare a zip with its manifest instead")
  .option("--json", "print JSON, and nothing else, on standard output")
  .action(async (system: string, { verify, json, ...flags }: Flags) => {
    const course = courseOf(system);
    if (verify !== undefined) {
      const others = (["name", "group", "out"] as const).filter((flag) => flags[flag]);
      if (others.length > 0) {
        throw new UsageError(`Cannot use --verify together with --${others.join(" and --")}`);
      }
      return await showVerification(verify, json ?? false);
    }
    const { name = "", group, out, timeout } = flags;
    const settings = readSettings(Deno.env.toObject());
    const whose = label("--name", name);
    const ofGroup = group === undefined ? null : label("--group", group);
    const zip = out ?? join(settings.dataDir, "submissions", zipName(system, whose, ofGroup));
    requireWritable(zip);
    const submission = await makeSubmission(settings, {
      course,
      notebooks: await findNotebooks(notebooksDir(course)),
      name: whose,
      group: ofGroup,
      now: new Date(),
      timeout_s: Math.ceil(timeout * 3600),
      say: json ? notice : print,
      onNotice: notice,
      dashboardScript: fileURLToPath(import.meta.resolve("./dashboard.ts")),
    });
    await writeZip(zip, submission);
    const { rubric, manifest: { complete } } = submission;
    if (json) print(JSON.stringify({ zip, complete, rubric }));
    else print(...submissionLines(submission));
    notice(`${complete ? "Complete" : "Incomplete"}: ${zip}`);
    if (!complete) Deno.exit(exitCodes.failed);
  });

/** Compares a zip with its manifest, and says what it is. */
async function showVerification(zip: string, json: boolean): Promise<void> {
  const verification = await verifyZip(zip);
  const { manifest, differences, notes } = verification;
  const intact = differences.length === 0;
  if (json) {
    const { name, group, made, complete } = manifest ?? {};
    print(JSON.stringify({ zip, intact, differences, notes, name, group, made, complete }));
  } else print(...verificationLines(verification));
  if (intact) return;
  throw new DzError(
    `${zip} is not as its manifest says: ${counted(differences.length, "difference")}`,
  );
}

remark(
  program,
  `${courses.map(fillsText).join(" ")} The zip holds the notebooks as executed, a page of ` +
    "each, the rubric with its evidence, and a manifest with SHA-256. What fails is marked in " +
    "it, and then the exit code is 1.",
);
examples(program, {
  '--name "Amina Bensaïd" --group G3': "run, mark and zip",
  "--verify data/submissions/dzstore_amina_bensaid.zip": "is a zip as it was made?",
});
await run(program);
