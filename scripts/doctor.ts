/** `deno task doctor`: whether this machine has what the tasks need. */
import { readSettings } from "../lib/base/settings.ts";
import { command, examples, exitCodes, print, remark, run } from "./shared/cli.ts";
import { type Examination, examine, type Finding } from "./doctor/examination.ts";
import { deno, disk, memory } from "./doctor/machine.ts";
import { ports } from "./doctor/ports.ts";
import { browser, java, jupyter, mongodb, python, spark } from "./doctor/programs.ts";

const examinations: readonly Examination[] = [
  ...[deno, disk, memory, ports, mongodb, python, jupyter, browser, java, spark],
];

/** What can be wrong with a machine that is well. */
const optional: readonly Examination[] = [browser, java, spark];

const program = command("doctor", "Check that this machine has what the tasks need")
  .option("--json", "print a JSON array, and nothing else, on standard output")
  .action(async ({ json }: { json?: true }) => {
    const settings = readSettings(Deno.env.toObject());
    const findings: Finding[] = [];
    let isIll = false;
    for (const examination of examinations) {
      const finding = await examine(examination, settings);
      findings.push(finding);
      const isOptional = optional.includes(examination);
      if (!finding.ok && !isOptional) isIll = true;
      if (!json) print(...lines(finding, isOptional));
    }
    if (json) print(JSON.stringify(findings));
    if (isIll) Deno.exit(exitCodes.failed);
  });

/** A finding in a line, and the remedy in another. */
function lines({ name, ok, detail, fix }: Finding, isOptional: boolean): string[] {
  const sign = ok ? "✔" : isOptional ? "–" : "✘";
  return [`${sign} ${name.padEnd(8)} ${detail}`, ...(fix ? [`${" ".repeat(11)}→ ${fix}`] : [])];
}

remark(
  program,
  "Exit code 1 if something but the browser, Java and Spark is wrong. It fetches a mongod and " +
    "Jupyter if they are missing, as the tasks would.",
);
examples(program, {
  "": "what is there, and what to do about the rest",
  "--json": "the same for programs",
});
await run(program);
