/** The whole course: run, handed in, and looked at. */
import { printAside } from "../../../lib/base/print.ts";
import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { zipSync } from "fflate";
import { basename, dirname, join } from "node:path";
import { MongoClient } from "mongodb";
import type { Browser } from "playwright-core";
import { projectDir, readSettings } from "../../../lib/base/settings.ts";
import { startBrowser } from "../../support/browser.ts";
import { jupyterEnvironment } from "../../../lib/jupyter/jupyter_environment.ts";
import { failureLines } from "../../../lib/jupyter/failure_lines.ts";
import { findNotebooks } from "../../../lib/jupyter/find_notebooks.ts";
import { notebookText, parseNotebook, readNotebook } from "../../../lib/jupyter/ipynb.ts";
import { runNotebook } from "../../../lib/jupyter/run_notebook.ts";
import { withSolutions } from "../../../lib/jupyter/solutions.ts";
import { type Course, notebooksDir } from "../../../lib/rubric/course.ts";
import { storeCourse } from "../../../lib/rubric/store/course.ts";
import { makeSubmission } from "../../../lib/submission/make_submission.ts";
import type { Files } from "../../../lib/submission/manifest.ts";
import { writeZip } from "../../../lib/submission/zip_file.ts";
import { assertSameOutputs } from "../../notebooks/support/same_outputs.ts";
import { withFolder } from "../support/folder.ts";
import { runTask } from "../support/task.ts";
import { isSlow } from "../../support/slow.ts";

const courseDir = notebooksDir(storeCourse);
const names = await findNotebooks(courseDir);
const timeout_s = 120;
/** Where `--slow` leaves pictures of the pages to be looked at. */
const screenshots = join(projectDir, "data", "screenshots");

/** Runs `test` with a data folder and the replica set in it, both of which are gone afterwards. */
async function withDataFolder(test: (dataDir: string) => Promise<void>): Promise<void> {
  await withFolder(async (dataDir) => {
    try {
      await test(dataDir);
    } finally {
      await runTask("db", ["stop"], { DZ_DATA: dataDir });
    }
  });
}

/** The store's course with its solutions as cells, in a folder from which `../../lib` is the same. */
async function courseWithSolutions(dataDir: string): Promise<Course> {
  const notebooks = join("data", `solutions_${basename(dataDir)}`);
  const folder = join(projectDir, notebooks);
  await Deno.mkdir(folder, { recursive: true });
  for (const name of names) {
    const path = `${name}.ipynb`;
    const solved = withSolutions(await readNotebook(join(courseDir, path)));
    await Deno.writeTextFile(join(folder, path), notebookText(solved));
  }
  return { ...storeCourse, system: { ...storeCourse.system, notebooks } };
}

Deno.test("the course runs with its solutions, is handed in, and can be checked", async (t) => {
  await withDataFolder(async (dataDir) => {
    const env = { DZ_DATA: dataDir };
    const text = (bytes?: Uint8Array) => new TextDecoder().decode(bytes);
    const zip = join(dataDir, "submission.zip");
    let files: Files = {};

    await t.step("all notebooks and all solutions hold, and all checks pass", async () => {
      const course = await courseWithSolutions(dataDir);
      Deno.env.set("DZ_DATA", dataDir); // which the kernels inherit
      try {
        const submission = await makeSubmission(readSettings(Deno.env.toObject()), {
          ...{ course, notebooks: names, name: "Amina Bensaïd", group: "G2", timeout_s },
          ...{ now: new Date(), say: () => {}, onNotice: printAside },
          dashboardScript: join(projectDir, "scripts", "dashboard.ts"),
        });
        const { manifest: { complete, problems }, rubric } = submission;
        assertEquals([problems, complete, rubric.score, rubric.of], [[], true, 12, 12]);
        await writeZip(zip, submission);
        files = submission.files;
      } finally {
        Deno.env.delete("DZ_DATA");
        await Deno.remove(notebooksDir(course), { recursive: true });
      }
    });

    await t.step("it holds notebooks, pages, rubric, environment and manifest", () => {
      assertEquals(
        Object.keys(files).sort(),
        [
          ...["environment.json", "index.html", "manifest.json", "rubric.json"],
          ...names.flatMap((name) => [`html/${name}.html`, `notebooks/${name}.ipynb`]),
        ].sort(),
      );
      const environment = JSON.parse(text(files["environment.json"]));
      assertEquals(environment.deno, Deno.version.deno);
      assertMatch(environment.mongodb, /^\d+\.\d+/);
      assertMatch(environment.packages.nbclient, /^\d+\.\d+/);
      for (const content of Object.values(files)) {
        assertEquals(/mongodb:\/\/[^*"\s]*:[^*"\s]*@/.test(text(content)), false, "no password");
      }
    });

    for (const name of names) {
      await t.step(`${name} shows what the committed one shows`, async () => {
        const committed = await readNotebook(join(courseDir, `${name}.ipynb`));
        const { cells, ...rest } = parseNotebook(text(files[`notebooks/${name}.ipynb`]), name);
        // The solutions come last.
        assertSameOutputs({ ...rest, cells: cells.slice(0, committed.cells.length) }, committed);
      });
    }

    await t.step("submit --verify finds it as the manifest says", async () => {
      const { code, stdout } = await runTask("submit", ["--verify", zip], env);
      assertEquals(code, 0);
      assertMatch(stdout, /^Amina Bensaïd, G2, made .*\n✔ every file .*\n✔ complete\n$/);
    });

    await t.step("submit --verify names what was changed, removed or added", async () => {
      const { [`html/${names[1]}.html`]: _, ...others } = files;
      const rubric = text(files["rubric.json"]).replace('"score": 12', '"score": 13');
      const forged = join(dataDir, "forged.zip");
      await Deno.writeFile(
        forged,
        zipSync({
          ...others,
          "rubric.json": new TextEncoder().encode(rubric),
          "more.txt": new Uint8Array(3),
        }),
      );
      const { code, stdout, stderr } = await runTask("submit", ["--verify", forged, "--json"], env);
      assertEquals(code, 1);
      const { intact, differences } = JSON.parse(stdout);
      assertEquals([intact, differences.sort()], [false, [
        `html/${names[1]}.html is missing`,
        "more.txt was added",
        "rubric.json was changed",
      ]]);
      assertMatch(stderr, /^Error: .*forged\.zip is not as its manifest says: 3 differences\n$/);
    });

    await t.step("its pages show everything without a network, light and dark", async () => {
      await withFolder(async (folder) => {
        for (const [path, bytes] of Object.entries(files)) {
          await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
          await Deno.writeFile(join(folder, path), bytes);
        }
        await Deno.mkdir(screenshots, { recursive: true });
        const browser = await startBrowser();
        try {
          for (const scheme of ["light", "dark"] as const) {
            await lookAtPages(browser, folder, scheme);
          }
        } finally {
          await browser.close();
        }
      });
    });
  });
});

Deno.test({
  name: "the task submit makes a complete zip, and solutions leave the store as it was",
  ignore: !isSlow(),
  fn: () =>
    withDataFolder(async (dataDir) => {
      const env = { DZ_DATA: dataDir };
      const flags = ["--name", "Amina Bensaïd", "--group", "G2", "--json"];
      const { code, stdout, stderr } = await runTask("submit", flags, env);
      assertEquals(code, 0, stderr);
      const result = JSON.parse(stdout);
      assertEquals(Object.keys(result), ["zip", "complete", "rubric"]);
      assertEquals(result.zip, join(dataDir, "submissions", "dzstore_amina_bensaid_g2.zip"));
      assertEquals([result.complete, result.rubric.score, result.rubric.of], [true, 12, 12]);
      for (const name of names) assertMatch(stderr, new RegExp(`^${name}, \\d+ cells$`, "m"));

      const jupyter = await jupyterEnvironment(printAside);
      const withData = { ...jupyter, env: { ...jupyter.env, ...env } };
      const before = await storeHashes(env);
      for (const name of names) {
        const solved = withSolutions(await readNotebook(join(courseDir, `${name}.ipynb`)));
        const { failure } = await runNotebook(withData, name, solved, {
          folder: courseDir,
          timeout_s,
        });
        assert(!failure, failure && failureLines(name, failure).join("\n"));
      }
      assertEquals(await storeHashes(env), before);
    }),
});

/** The server's own hashes of what notebooks do not make anew with other ids. */
async function storeHashes(env: Readonly<Record<string, string>>): Promise<unknown> {
  const { stdout } = await runTask("db", ["uri", "--json"], env);
  await using client = new MongoClient(JSON.parse(stdout).uri);
  const { collections } = await client.db("dzstore_db").command({ dbHash: 1 });
  return [collections.products, collections.users, collections.orders];
}

/** Opens every page of an unpacked zip, offline; what it asks for has to be a file of the zip. */
async function lookAtPages(browser: Browser, folder: string, scheme: "light" | "dark") {
  const context = await browser.newContext({ colorScheme: scheme, offline: true });
  const page = await context.newPage();
  const asked: string[] = [], errors: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  for (const path of ["index.html", ...names.map((name) => `html/${name}.html`)]) {
    await page.goto(`file://${join(folder, path)}`);
    const pictures = await page.evaluate(() =>
      [...document.images].map((image) => ({
        drawn: image.complete && image.naturalWidth > 50,
        alt: image.alt,
      }))
    );
    assertEquals(pictures.filter(({ drawn, alt }) => !drawn || !alt), [], path);
    if (path !== "index.html") assertGreater(pictures.length, 1, path);
    else assertStringIncludes(await page.innerText("body"), "12 of 12 points");
    const [ink, paper] = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor].map((text) => Number(/\d+/.exec(text)?.[0]));
    });
    assert(scheme === "light" ? ink! < paper! : ink! > paper!, `${scheme}: ${ink} on ${paper}`);
    const isWider = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assertEquals(await isWider(), false, `${path} is wider than the window`);
    const wide = page.viewportSize() ?? { width: 1280, height: 720 };
    await page.setViewportSize({ ...wide, width: 360 });
    assertEquals(await isWider(), false, `${path} is wider than a phone`);
    await page.setViewportSize(wide);
    if (!isSlow()) continue;
    const file = `${path.replace(/^html\//, "notebook_").replace(".html", "")}_${scheme}.png`;
    await page.screenshot({ path: join(screenshots, file), fullPage: true });
  }
  assertEquals(asked.filter((url) => !/^(file|data):/.test(url)), []);
  assertEquals(errors, []);
  await context.close();
}
