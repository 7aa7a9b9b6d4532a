/** `deno task notebooks`: JupyterLab with the Deno kernel ready. */
import { withDatabase } from "../lib/mongo/database.ts";
import { projectDir, readSettings } from "../lib/base/settings.ts";
import { DzError } from "../lib/base/errors.ts";
import { startGuard } from "../lib/servers/guard.ts";
import { command, examples, exitCodes, notice, remark, run, wholeNumber } from "./shared/cli.ts";
import { jupyterEnvironment } from "../lib/jupyter/jupyter_environment.ts";

interface Flags {
  readonly port: number;
  readonly browser: boolean;
}

/**
 * Ctrl-C is to reach this task alone, which then asks JupyterLab to end. Asked twice, by the terminal and
 * by us, it would not wait for its kernels. On Windows it hears of Ctrl-C by itself.
 */
const hasProcessGroups = Deno.build.os !== "windows";

/** JupyterLab, asked to end, ends its kernels first. */
const graceForKernels_ms = 10_000;

const program = command("notebooks", "Open the notebooks in JupyterLab, with the Deno kernel ready")
  .addOption(
    wholeNumber("--port <n>", "where to listen, or the next port that is free", 1, 65_535)
      .default(8888),
  )
  .option("--no-browser", "do not open a browser; the address is printed")
  .action(async ({ port, browser }: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    const { python, env } = await jupyterEnvironment(notice);
    await withDatabase(settings, "owner", notice, () => Promise.resolve());
    const jupyter = new Deno.Command(python, {
      args: [
        ...["-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", `--ServerApp.port=${port}`],
        `--ServerApp.root_dir=${projectDir}`,
        "--LabApp.default_url=/lab/tree/notebooks/store/00_start_here.ipynb",
        "--ServerApp.answer_yes=True", // it ends without asking back
        ...(browser ? [] : ["--no-browser"]),
        ...(Deno.build.os !== "windows" && Deno.uid() === 0 ? ["--allow-root"] : []),
      ],
      cwd: projectDir,
      env,
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
  program,
  "In VS Code: open a notebook, Select Kernel, Existing Jupyter Server, and give it the " +
    "address that this prints.",
);
examples(program, {
  "--no-browser --port 9999": "on a machine without a screen",
});
await run(program);
