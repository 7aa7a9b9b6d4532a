/** `deno task notebooks:run`: execute the notebooks headless, in order, each in a fresh kernel. */
import { join, relative } from "node:path";
import { DzError } from "../lib/base/errors.ts";
import { connect } from "../lib/mongo/connect.ts";
import { databaseUri } from "../lib/mongo/database.ts";
import { passwordsIn } from "../lib/mongo/passwords_in.ts";
import { readSettings } from "../lib/base/settings.ts";
import { command, duration, examples, notice, remark, run } from "./shared/cli.ts";
import { jupyterEnvironment } from "../lib/jupyter/jupyter_environment.ts";
import { findNotebooks } from "../lib/jupyter/find_notebooks.ts";
import { renderHtml } from "../lib/jupyter/html.ts";
import { codeCells } from "../lib/jupyter/ipynb.ts";
import { type NotRun, runAll } from "../lib/jupyter/run_all.ts";
import { type NotebookRun, notebooksDir } from "../lib/jupyter/run_notebook.ts";
import { saveNotebook } from "../lib/jupyter/save_notebook.ts";

interface Flags {
  readonly timeout: number;
  readonly save?: true;
  readonly json?: true;
}

const program = command("notebooks:run", "Execute the notebooks headless, each in a fresh kernel")
  .argument("[name...]", "some of them, by name or number: 02_trends, 2 (default: all)")
  .addOption(duration("--timeout <time>", "how long a cell may take").default(2 / 60, "2m"))
  .option("--save", "keep the outputs in notebooks/, of those that ran to their end")
  .option("--json", "print a JSON array of what ran, and nothing else, on standard output")
  .action(async (asked: string[], { timeout, save, json }: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    const names = await findNotebooks(notebooksDir, asked);
    const environment = await jupyterEnvironment(notice);
    const uri = await databaseUri(settings, "owner", notice);
    await connect(uri, settings.database).then((connection) => connection.close());
    const folder = join(settings.dataDir, "notebooks");
    const runs: (NotebookRun | NotRun)[] = [], saved: string[] = [];
    for await (
      const done of runAll(environment, names, {
        timeout_s: Math.ceil(timeout * 3600),
        secrets: passwordsIn([uri, await databaseUri(settings, "reader", notice)]),
        say: json ? notice : console.log,
      })
    ) {
      runs.push(done);
      if ("reason" in done) continue;
      saved.push(await saveNotebook(done, folder));
      if (save && !done.failure) await saveNotebook(done, notebooksDir);
    }
    await renderHtml(environment, saved, folder);
    if (json) console.log(JSON.stringify(runs.map(summaryOf)));
    const seconds = runs.reduce((sum, run) => sum + ("seconds" in run ? run.seconds : 0), 0);
    notice(`${seconds.toFixed(0)} s; as executed, also as HTML: ${relative(Deno.cwd(), folder)}`);
    const failed = runs.filter((run) => "reason" in run || run.failure).map(({ name }) => name);
    if (failed.length > 0) {
      throw new DzError(
        `${failed.length} of ${runs.length} notebooks failed: ${failed.join(", ")}`,
      );
    }
  });

/** What `--json` says of a notebook. */
function summaryOf(run: NotebookRun | NotRun) {
  if ("reason" in run) return { name: run.name, ok: false, error: run.reason };
  const { name, notebook, seconds, failure } = run;
  return {
    name,
    cells: codeCells(notebook).length,
    seconds,
    ok: !failure,
    ...(failure && { failed_cell: failure.cell, error: `${failure.name}: ${failure.message}` }),
  };
}

remark(
  program,
  "They fill the store anew, with its default size: the collections of the database and " +
    "the logs in the data folder are replaced. As executed, they are written to " +
    "data/notebooks/, also as HTML.",
);
examples(program, {
  "02_trends 3": "two of them",
  "--save": "all, with their outputs kept in notebooks/",
});
await run(program);
