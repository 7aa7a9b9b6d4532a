import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { projectDir } from "../../../lib/base/settings.ts";
import { storeBook } from "../../../lib/documents.ts";
import { type CodeCell, notebookText, readNotebook } from "../../../lib/jupyter/ipynb.ts";
import { connect } from "../../../lib/mongo/connect.ts";
import { publish } from "../../../lib/mongo/publish.ts";
import { freePorts } from "../../../lib/servers/ports.ts";
import { startBrowser } from "../../support/browser.ts";
import { watchOutput } from "../support/output.ts";
import { processesWith } from "../support/processes.ts";
import { somePort, testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { startTask } from "../support/task.ts";
import { until } from "../support/until.ts";
import { wrongCells } from "./support/wrong_cells.ts";

const course = join(projectDir, "notebooks", "store");

Deno.test("JupyterLab, for who has its token, leaves notebooks and machine as they were", async (t) => {
  await withEmptyDatabase(async (uri) => {
    {
      await using connection = await connect(uri, testDatabase);
      await publish(connection.db, storeBook, { trending_products: [] });
    }
    const [port = 0] = freePorts(1, somePort());
    const task = startTask("notebooks", ["--no-browser", "--port", `${port}`], {
      MONGODB_URI: uri,
    });
    const output = watchOutput(task);
    const token = await until(
      "it says where it is",
      () => /token=([0-9a-f]+)/.exec(output.err)?.[1],
    );
    const address = `http://127.0.0.1:${port}`;
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${address}/api${path}`, init);
      return { status: response.status, body: await response.json() };
    };
    const headers = { Authorization: `token ${token}` };
    const file = `wrong_${port}.ipynb`, path = join(course, file);
    const browser = await startBrowser();
    try {
      await t.step("it serves only who has the token", async () => {
        assertEquals((await ask("/contents")).status, 403, "without the token");
        const { body } = await ask("/contents/notebooks/store", { headers });
        assertEquals(
          body.content.some(({ name }: { name: string }) => name === "02_trends.ipynb"),
          true,
        );
      });

      const page = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
      await t.step("a notebook that is opened and saved is the same file", async () => {
        // With pictures, tables, and what is printed.
        const text = await Deno.readTextFile(join(course, "02_trends.ipynb"));
        await Deno.writeTextFile(path, text);
        await open(page, `${address}/lab/tree/notebooks/store/${file}?token=${token}`);
        // A cell that is opened and left as it is makes the notebook one to be saved.
        await page.keyboard.press("Enter");
        await page.keyboard.type("x");
        await page.keyboard.press("Backspace");
        await Promise.all([
          page.waitForResponse((response) => response.request().method() === "PUT"),
          page.keyboard.press("Control+s"),
        ]);
        assertEquals(await Deno.readTextFile(path), text);
        assertEquals(await page.locator(".jp-Dialog, .Toastify__toast").allInnerTexts(), []);
      });

      await t.step("a wrong cell tells the mistake, its place, and what to do", async () => {
        await page.goto("about:blank");
        const { metadata, nbformat } = await readNotebook(path);
        const cells = wrongCells.map(({ source }, index): CodeCell => ({
          ...{ cell_type: "code", id: `wrong-${index}`, metadata: {} },
          ...{ source, outputs: [], execution_count: null },
        }));
        const wrong = { cells, metadata, nbformat, nbformat_minor: 5 };
        await Deno.writeTextFile(path, notebookText(wrong));
        await open(page, `${address}/lab/tree/notebooks/store/${file}?token=${token}`);
        for (const [index, { source, shows }] of wrongCells.entries()) {
          await page.keyboard.press("Shift+Enter");
          const shown = await outputOf(page, index);
          if (shows.length === 0) assertEquals(shown, "", source);
          for (const text of shows) assertStringIncludes(shown, text, source);
          assertEquals(shown.includes("node_modules"), false, source);
          assertEquals(errorsIn(shown), errorsIn(shows.join("\n")), `${source}\n${shown}`);
        }
      });

      const { body } = await ask("/kernels", { headers });
      const [kernel] = body;
      const kernels = () => processesWith(`kernel-${kernel.id}`);
      await until("the kernel runs", async () => (await kernels()).length > 0);
      task.kill("SIGINT");
      assertEquals((await task.status).code, 130);
      await until("no kernel is left", async () => (await kernels()).length === 0);
      await output.ended;
      assertMatch(output.err, /Kernel shutdown/);
      assertEquals(await processesWith(`--ServerApp.port=${port}`), []);
    } finally {
      await browser.close();
      if (!output.err.includes("Kernel shutdown")) task.kill("SIGTERM");
      const checkpoint = join(course, ".ipynb_checkpoints", `wrong_${port}-checkpoint.ipynb`);
      for (const one of [path, checkpoint]) await Deno.remove(one).catch(() => {});
    }
  });
});

/** Each error is shown once. */
const errorsIn = (text: string) => text.match(/Error/g)?.length ?? 0;

/** Opens a notebook, and waits until its kernel is idle and the first cell has the keyboard. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForSelector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', {
    timeout: 60_000,
  });
  await page.locator(".jp-Notebook .jp-Cell").first().click();
  await page.keyboard.press("Escape");
  // On a busy machine it takes a moment until the keys are that cell's.
  await page.waitForSelector(
    '.jp-Notebook.jp-mod-commandMode .jp-Cell.jp-mod-active[data-windowed-list-index="0"]',
  );
}

/** What stands below a cell, once it has run. */
async function outputOf(page: Page, index: number): Promise<string> {
  const cell = `.jp-Notebook .jp-Cell[data-windowed-list-index="${index}"]`;
  const prompt = `document.querySelector('${cell} .jp-InputPrompt')`;
  // The first one waits for the language server, which has to be read in: on a busy machine for long.
  const timeout = 120_000;
  await page.waitForFunction(`/\\[\\d+\\]/.test(${prompt}?.textContent)`, undefined, { timeout });
  const shown = await page.locator(`${cell} .jp-OutputArea-output`).allInnerTexts();
  return shown.map((text) => text.trimEnd()).join("\n").replaceAll("\u00a0", " ");
}
