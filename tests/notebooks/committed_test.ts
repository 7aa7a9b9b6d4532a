/** What the notebooks in the repository have to be like; that they run is an end-to-end test. */
import { assert, assertEquals, assertGreater } from "@std/assert";
import { join } from "node:path";
import { findNotebooks } from "../../lib/jupyter/find_notebooks.ts";
import { codeCells, readNotebook, textOf } from "../../lib/jupyter/ipynb.ts";
import { solutionsIn } from "../../lib/jupyter/solutions.ts";
import { notebooksDir } from "../../lib/rubric/course.ts";
import { storeCourse } from "../../lib/rubric/store/course.ts";
import { withFolder } from "../e2e/support/folder.ts";
import { figuresIn, isBorneOut, isMeasured, numbersOf } from "./support/numbers.ts";

/** Lines of code: of any cell, and of the median one. */
const mostLines = 16, usualLines = 10;
const largest_bytes = 1e6;
const course = notebooksDir(storeCourse);
const names = await findNotebooks(course);

Deno.test("the course has a notebook for each phase", () => {
  assertEquals(names, [
    ...["00_start_here", "01_simulator", "02_trends", "03_recommendations"],
    ...["04_black_friday_cap", "05_vip_campaign", "06_dashboard"],
  ]);
});

for (const name of names) {
  Deno.test(`${name} is as a notebook of the course is`, async (t) => {
    const path = join(course, `${name}.ipynb`);
    const notebook = await readNotebook(path);
    const code = codeCells(notebook);
    const prose = notebook.cells.filter(({ cell_type }) => cell_type === "markdown")
      .map(({ source }) => textOf(source));

    await t.step("it is small", async () => {
      const { size } = await Deno.stat(path);
      assert(size < largest_bytes, `${size} bytes`);
    });

    await t.step("its cells were executed in order, from 1, without an error", () => {
      assertEquals(
        code.map(({ execution_count }) => execution_count),
        code.map((_, index) => index + 1),
      );
      const errors = code.flatMap(({ outputs }) => outputs)
        .filter(({ output_type, name }) => output_type === "error" || name === "stderr");
      assertEquals(errors, []);
    });

    await t.step("it has about one cell of prose for each of code, and code of a few lines", () => {
      const share = prose.length / code.length;
      assert(share > 0.75 && share < 1.5, `${prose.length} of prose, ${code.length} of code`);
      const lines = code.map(({ source }) => textOf(source).split("\n").length)
        .sort((a, b) => a - b);
      assert((lines[lines.length >> 1] ?? 0) <= usualLines, `lines of code: ${lines}`);
      assert((lines.at(-1) ?? 0) <= mostLines, `lines of code: ${lines}`);
    });

    await t.step("it has at least two pictures, each with a title", () => {
      const pictures = code.flatMap(({ outputs }) => outputs)
        .filter(({ data }) => data && ("image/svg+xml" in data || "image/png" in data));
      assert(pictures.length >= 2, `${pictures.length} pictures`);
      for (const { data } of pictures) {
        assertGreater(textOf(data?.["text/plain"] as string).length, 9);
      }
    });

    await t.step("it verifies, and has exercises with solutions that verify", () => {
      const verified = code.flatMap(({ outputs }) => outputs).map(({ text }) => textOf(text))
        .filter((text) => text.includes("✔"));
      assertGreater(verified.length, 0);
      const exercises = prose.join("\n").match(/\*\*Exercise \d+\.\*\*/g)?.length ?? 0;
      const solutions = solutionsIn(notebook);
      assert(exercises >= 2 && exercises <= 4, `${exercises} exercises`);
      assert(solutions.length >= exercises, `${solutions.length} solutions of ${exercises}`);
      for (const solution of solutions) assert(/\bverify\(/.test(solution), solution);
    });

    await t.step("its prose states no figure that its code and outputs do not bear out", () => {
      const numbers = numbersOf(notebook);
      const wrong = prose.flatMap((text) =>
        figuresIn(text).filter((figure) => !isBorneOut(figure, numbers))
          .map((figure) => `${figure} in: ${text.slice(0, 200)}`)
      );
      assertEquals(wrong, []);
    });

    await t.step("no secret and no path of a machine is in it", async () => {
      const text = await Deno.readTextFile(path);
      assertEquals(
        text.match(/mongodb(\+srv)?:\/\/[^*"\s]*:[^*"\s]*@|file:\/\/|\/home\/|\/tmp\//g),
        null,
      );
    });

    await t.step("what differs from run to run is the lesser part", () => {
      const measured = code.filter(isMeasured).length;
      assert(measured <= code.length / 2, `${measured} of ${code.length} cells are measured`);
    });
  });
}

// `deno fmt --check` takes every notebook for unformatted, and `deno lint` reads none (2.9).
Deno.test("the code in the notebooks is formatted, and lint finds nothing in it", async () => {
  await withFolder(async (folder) => {
    for (const name of names) {
      const notebook = await readNotebook(join(course, `${name}.ipynb`));
      const sources = codeCells(notebook).map(({ source }) => `${textOf(source)}\n`);
      for (const [index, source] of [...sources, ...solutionsIn(notebook)].entries()) {
        const isSolution = index >= sources.length;
        const file = join(folder, `${name}_${index + 1}.ts`);
        await Deno.writeTextFile(file, isSolution ? `${source}\n` : source);
      }
      await Deno.writeTextFile(join(folder, `${name}_all.ts`), sources.join("\n"));
    }
    const all = names.map((name) => join(folder, `${name}_all.ts`));
    await assertSucceeds(["fmt", "--check", "--line-width=100", folder]);
    await assertSucceeds(["lint", "--no-config", ...all]);
  });
});

async function assertSucceeds(args: readonly string[]) {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    env: { NO_COLOR: "1" },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
}
