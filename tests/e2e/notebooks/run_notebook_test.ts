import { printAside } from "../../../lib/base/print.ts";
import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { isAlive } from "../../../lib/base/is_alive.ts";
import { jupyterEnvironment } from "../../../lib/jupyter/jupyter_environment.ts";
import { codeCells, parseNotebook, textOf } from "../../../lib/jupyter/ipynb.ts";
import { runAll } from "../../../lib/jupyter/run_all.ts";
import { type CellDone, runNotebook } from "../../../lib/jupyter/run_notebook.ts";
import { notebooksDir } from "../../../lib/rubric/course.ts";
import { storeCourse } from "../../../lib/rubric/store/course.ts";
import { until } from "../support/until.ts";

const timeout_s = 5;
const folder = notebooksDir(storeCourse);

const password = "pass-w0rd";

/** Runs cells in a real kernel. */
async function runCells(...sources: string[]) {
  const cells = sources.map((source) => ({
    ...{ cell_type: "code", execution_count: null, metadata: {}, outputs: [], source },
  }));
  const done: CellDone[] = [];
  const run = await runNotebook(
    await jupyterEnvironment(printAside),
    "test",
    parseNotebook(
      JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
      "a test",
    ),
    { folder, timeout_s, secrets: [password], onCell: (cell) => done.push(cell) },
  );
  return { ...run, done: done.map(({ cell }) => cell) };
}

Deno.test("a notebook is run in a fresh Deno kernel", async (t) => {
  await t.step("from top to bottom, with what its cells show", async () => {
    const { failure, notebook, done } = await runCells(
      'import { projectDir } from "../../lib/base/settings.ts";\nconst a: number = await Promise.resolve(6);',
      'console.log("six", a);\na * 7',
      "({ cwd: Deno.cwd() === `${projectDir}/notebooks/store`, dz: typeof a })",
    );
    assertEquals([failure, done], [undefined, [1, 2, 3]]);
    const [first, second, third] = codeCells(notebook);
    assertEquals(first?.outputs, []);
    assertEquals(textOf(second?.outputs[0]?.text), "six 6\n");
    assertEquals(second?.outputs[1]?.data?.["text/plain"], "42");
    assertEquals(third?.outputs[0]?.data?.["text/plain"], '{ cwd: true, dz: "number" }');
    assertEquals([first, second, third].map((cell) => cell?.execution_count), [1, 2, 3]);
  });

  await t.step("and nothing that a cell puts out gets lost or into the next one", async () => {
    const cells = Array.from(
      { length: 8 },
      (_, n) => `for (let i = 0; i < 500; i++) console.log("${n}", i);\n${n}`,
    );
    const { notebook } = await runCells(...cells);
    for (const [n, { outputs }] of codeCells(notebook).entries()) {
      const lines = textOf(outputs[0]?.text).trimEnd().split("\n");
      assertEquals([lines.length, lines[0], lines.at(-1)], [500, `${n} 0`, `${n} 499`]);
      assertEquals(outputs[1]?.data?.["text/plain"], `${n}`);
    }
  });

  await t.step("a cell that throws ends it, with its number, source and error", async () => {
    const { failure, notebook, done } = await runCells(
      "1",
      "const b = 2;\nthrow new RangeError('no such rank');",
      "3",
    );
    assertEquals(done, [1]);
    assertEquals([failure?.cell, failure?.of, failure?.name, failure?.message], [
      ...[2, 3, "RangeError", "no such rank"],
    ]);
    assertStringIncludes(failure?.source ?? "", "const b = 2;");
    assertEquals(codeCells(notebook)[1]?.outputs[0]?.output_type, "error");
    assertEquals(codeCells(notebook)[2]?.execution_count, null);
  });

  await t.step("a cell that is no TypeScript is told what is wrong with it", async () => {
    const { failure, notebook } = await runCells("1", "const a = 1;\nconst b = ;");
    assertEquals([failure?.cell, failure?.line, failure?.name, failure?.message], [
      ...[2, 2, "SyntaxError", 'Unexpected ";"'],
    ]);
    const { output_type, ename, evalue, traceback } =
      (codeCells(notebook)[1]?.outputs[0] ?? {}) as Record<string, unknown>;
    assertEquals([output_type, ename, evalue], ["error", failure?.name, failure?.message]);
    assertEquals(traceback, failure?.lines);
  });

  await t.step("a module that is not there is named", async () => {
    const { failure } = await runCells('import { a } from "../lib/no_such_file.ts";');
    assertStringIncludes(failure?.message ?? "", "no_such_file.ts");
  });

  await t.step("a cell that does not end is given up, and its kernel killed", async () => {
    const { failure, notebook } = await runCells("Deno.pid", "for (;;) {}");
    assertEquals([failure?.cell, failure?.name, failure?.message], [
      ...[2, "TimeoutError", `It took longer than ${timeout_s} s`],
    ]);
    const pid = Number(codeCells(notebook)[0]?.outputs[0]?.data?.["text/plain"]);
    assertGreater(pid, 0);
    await until("the kernel is gone", () => !isAlive(pid));
  });

  await t.step("a cell that ends the kernel fails", async () => {
    const { failure } = await runCells("1", "Deno.exit(3)");
    assertEquals([failure?.cell, failure?.name], [2, "KernelError"]);
  });

  await t.step("what a cell leaves running does not keep it from ending", async () => {
    const forever = 'args: ["eval", "setInterval(() => {}, 1e6)"]';
    const { failure, notebook } = await runCells(
      `new Deno.Command(Deno.execPath(), { ${forever} }).spawn().pid`,
    );
    assertEquals(failure, undefined);
    Deno.kill(Number(codeCells(notebook)[0]?.outputs[0]?.data?.["text/plain"]), "SIGKILL");
  });

  await t.step("passwords are masked, also in errors", async () => {
    const { failure, notebook } = await runCells(
      'const word = ["pass", "w0rd"].join("-");\nconsole.log(word);\n({ word })',
      "throw new Error(`no login with ${word}`)",
    );
    assertEquals(failure?.message, "no login with ***");
    assertEquals(JSON.stringify([failure, notebook]).includes(password), false);
    assertEquals(textOf(codeCells(notebook)[0]?.outputs[0]?.text), "***\n");
  });

  await t.step("one that cannot be read keeps no other from running", async () => {
    const lines: string[] = [], runs = [];
    const options = {
      folder,
      timeout_s,
      secrets: [],
      say: (line: string) => void lines.push(line),
    };
    for await (
      const run of runAll(await jupyterEnvironment(printAside), ["99_none", "98_none"], options)
    ) {
      runs.push(run);
    }
    assertEquals(runs.map((run) => "reason" in run && run.reason.split(":")[0]?.slice(-13)), [
      ...["99_none.ipynb", "98_none.ipynb"],
    ]);
    assertMatch(lines[0] ?? "", /^✘ 99_none: Cannot read .*: no such file/);
  });

  await t.step("without a trace of the user's own Jupyter", async () => {
    const { python, env } = await jupyterEnvironment(printAside);
    const command = new Deno.Command(python, { args: ["-m", "jupyter", "--paths", "--json"], env });
    const { stdout } = await command.output();
    const paths = JSON.parse(new TextDecoder().decode(stdout));
    for (const [path] of [paths.config, paths.data, paths.runtime]) {
      assert(path.includes(".venv"), path);
    }
  });
});
