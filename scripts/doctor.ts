/** `deno task doctor`: whether this machine has what the tasks need. */
import { readSettings } from "../lib/base/settings.ts";
import { command, examples, exitCodes, print, remark, run } from "./shared/cli.ts";
import { type Examination, examine, type Finding } from "./doctor/examination.ts";
import { deno, disk, memory } from "./doctor/machine.ts";
import { ports } from "./doctor/ports.ts";
import { cache, data, project, variables } from "./doctor/surroundings.ts";
import { browser, java, jupyter, mongodb, python, spark } from "./doctor/programs.ts";

const examinations: readonly Examination[] = [
  ...[deno, disk, memory, ports, data, project, cache, variables],
  ...[mongodb, python, jupyter, browser, java, spark],
];

/** What can be wrong with a machine that is well. */
const optional: readonly Examination[] = [cache, browser, java, spark];

const program = command("doctor", "Check that this machine has what the tasks need")
  .option("--json", "print a JSON array, and nothing else, on standard output")
  .action(async ({ json }: { json?: true }) => {
    const env = Deno.env.toObject();
    const settings = readSettings(env);
    const findings: Finding[] = [];
    let isIll = false;
    for (const examination of examinations) {
      const finding = await examine(examination, settings, env);
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
  return [`${sign} ${name.padEnd(9)} ${detail}`, ...(fix ? [`${" ".repeat(12)}→ ${fix}`] : [])];
}

remark(
  program,
  "Exit code 1 if something but the cache, the browser, Java and Spark is wrong. It fetches a mongod and " +
    "Jupyter if they are missing, as the tasks would.",
);
examples(program, {
  "": "what is there, and what to do about the rest",
  "--json": "the same for programs",
});
await run(program);
