/** `deno task notebooks`: JupyterLab with the Deno kernel ready, and the notebooks headless. */
import { join, relative } from "node:path";
import { projectDir, readSettings } from "../lib/base/settings.ts";
import { DzError } from "../lib/base/errors.ts";
import { CellExplainer } from "../lib/jupyter/explain/cell_explainer.ts";
import { findNotebooks } from "../lib/jupyter/find_notebooks.ts";
import { renderHtml } from "../lib/jupyter/html.ts";
import { jupyterEnvironment } from "../lib/jupyter/jupyter_environment.ts";
import { labArguments } from "../lib/jupyter/lab/lab_arguments.ts";
import { type NotRun, runAll } from "../lib/jupyter/run_all.ts";
import type { NotebookRun } from "../lib/jupyter/run_notebook.ts";
import { runSummary } from "../lib/jupyter/run_summary.ts";
import { saveNotebook } from "../lib/jupyter/save_notebook.ts";
import { connect } from "../lib/mongo/connect.ts";
import { databaseUri, withDatabase } from "../lib/mongo/database.ts";
import { passwordsIn } from "../lib/mongo/passwords_in.ts";
import { courseDataDir, fillsText, notebooksDir } from "../lib/rubric/course.ts";
import { chosenNotebooks, courses } from "../lib/rubric/courses.ts";
import { requireOwnCollections } from "../lib/rubric/require_own_collections.ts";
import { startGuard } from "../lib/servers/guard.ts";
import {
  command,
  duration,
  examples,
  exitCodes,
  notice,
  print,
  remark,
  run,
  wholeNumber,
} from "./shared/cli.ts";
import { childCommand } from "../lib/servers/child_environment.ts";

interface OpenFlags {
  readonly port: number;
  readonly browser: boolean;
}

interface RunFlags {
  readonly timeout: number;
  readonly save?: true;
  readonly json?: true;
}

/**
 * Ctrl-C is to reach this task alone, which then asks JupyterLab to end. Asked twice, by the
 * terminal and by us, it would not wait for its kernels. On Windows it hears of Ctrl-C by itself.
 */
const hasProcessGroups = Deno.build.os !== "windows";

/** JupyterLab, asked to end, ends its kernels first. */
const graceForKernels_ms = 10_000;

const program = command("notebooks", "The notebooks, in JupyterLab or headless");

const open = program.command("open", { isDefault: true })
  .description("open them in JupyterLab, with the Deno kernel ready; the same as without a command")
  .addOption(
    wholeNumber("--port <n>", "where to listen, or the next port that is free", 1, 65_535)
      .default(8888),
  )
  .option("--no-browser", "do not open a browser; the address is printed")
  .action(async ({ port, browser }: OpenFlags) => {
    const settings = readSettings(Deno.env.toObject());
    const { python, env } = await jupyterEnvironment(notice);
    await withDatabase(settings, "owner", notice, () => Promise.resolve());
    const jupyter = childCommand(python, {
      args: [
        ...[...labArguments, "--ServerApp.ip=127.0.0.1", `--ServerApp.port=${port}`],
        `--ServerApp.root_dir=${projectDir}`,
        `--LabApp.default_url=/lab/tree/${courses[0].system.notebooks}/00_start_here.ipynb`,
        "--ServerApp.answer_yes=True", // it ends without asking back
        ...(browser ? [] : ["--no-browser"]),
        ...(Deno.build.os !== "windows" && Deno.uid() === 0 ? ["--allow-root"] : []),
      ],
      cwd: projectDir,
      env: { ...env, PYTHONDONTWRITEBYTECODE: "1" },
      stdin: "null",
      detached: hasProcessGroups,
    }).spawn();
    if (hasProcessGroups) {
      Deno.addSignalListener("SIGHUP", () => Deno.exit(exitCodes.interrupted));
    }
    const guard = startGuard();
    guard.watch(jupyter.pid, { signal: "SIGTERM", grace_ms: graceForKernels_ms });
    const { success } = await jupyter.status;
    await guard.end();
    if (!success) throw new DzError("Cannot run JupyterLab: what it wrote above says why");
  });

remark(
  open,
  "In VS Code: open a notebook, Select Kernel, Existing Jupyter Server, and give it the " +
    "address that this prints.",
);

const headless = program.command("run")
  .description("execute them headless, in order, each in a fresh kernel")
  .argument("[system]", `whose: ${courses.map(({ system }) => system.name).join(", ")}`)
  .argument("[name...]", "some of them, by name or number: 02_trends, 2 (default: all)")
  .addOption(duration("--timeout <time>", "how long a cell may take").default(2 / 60, "2m"))
  .option("--save", "keep the outputs in notebooks/, of those that ran to their end")
  .option("--json", "print a JSON array of what ran, and nothing else, on standard output")
  .action(async (system: string | undefined, names: string[], flags: RunFlags) => {
    const { timeout, save, json } = flags;
    const settings = readSettings(Deno.env.toObject());
    const { course, asked } = chosenNotebooks([...system === undefined ? [] : [system], ...names]);
    const notebooks = notebooksDir(course);
    const found = await findNotebooks(notebooks, asked);
    const uri = await databaseUri(settings, "owner", notice);
    const { db, close } = await connect(uri, settings.database);
    await requireOwnCollections(db, course).finally(close);
    const environment = await jupyterEnvironment(notice);
    const folder = join(courseDataDir(course, settings.dataDir), "notebooks");
    const runs: (NotebookRun | NotRun)[] = [], saved: string[] = [];
    const explainer = new CellExplainer(projectDir);
    for await (
      const done of runAll(environment, found, {
        folder: notebooks,
        timeout_s: Math.ceil(timeout * 3600),
        secrets: passwordsIn([uri, await databaseUri(settings, "reader", notice)]),
        explainer,
        say: json ? notice : print,
      })
    ) {
      runs.push(done);
      if ("reason" in done) continue;
      saved.push(await saveNotebook(done, folder));
      if (save && !done.failure) await saveNotebook(done, notebooks);
    }
    explainer.end();
    await renderHtml(environment, saved, { notebooks, folder });
    if (json) print(JSON.stringify(runs.map(runSummary)));
    const seconds = runs.reduce((sum, run) => sum + ("seconds" in run ? run.seconds : 0), 0);
    notice(`${seconds.toFixed(0)} s; as executed, also as HTML: ${relative(Deno.cwd(), folder)}`);
    const failed = runs.filter((run) => "reason" in run || run.failure).map(({ name }) => name);
    if (failed.length > 0) {
      throw new DzError(
        `${failed.length} of ${runs.length} notebooks failed: ${failed.join(", ")}`,
      );
    }
  });

remark(
  headless,
  `${
    courses.map(fillsText).join(" ")
  } As executed, they are written to data/notebooks/, also as HTML.`,
);
examples(program, {
  "--no-browser --port 9999": "open them on a machine without a screen",
  "run 02_trends 3": "execute two of them",
  "run --save": "execute all, with their outputs kept in notebooks/",
});

await run(program);
