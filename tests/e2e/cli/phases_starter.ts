/** Shows phases and prints lines, as `pipeline` does, without a database. */
import { print } from "../../../lib/base/print.ts";
import { command, run } from "../../../scripts/shared/cli.ts";
import { runPhases } from "../../../scripts/shared/phases.ts";

const phases = ["one", "two\x1b[2J", "three"].map((name) => ({
  ...{ name, title: `Phase ${name}` },
  async run({ notice }: { notice: (text: string) => void }) {
    notice("\x1b]0;a title\x07");
    await Promise.resolve();
    return { rows_in: 0, rows_out: 0, summary: `\u202e${name}` };
  },
}));
const program = command("phases", "Three phases").action(async () => {
  await runPhases(phases, false);
  for (let line = 0; line < 1000; line++) print(`line ${line}`);
});
await run(program);
