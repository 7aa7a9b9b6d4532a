/** What the README and `docs/` say of the project: its size, its links, its tasks. */
import { assertEquals, assertLessOrEqual, assertMatch, assertStringIncludes } from "@std/assert";
import { dirname, join, normalize } from "node:path/posix";
import { projectDir } from "../lib/base/settings.ts";
import { systems } from "../lib/systems.ts";

/** Short and old names, each of a task that has a line in the README. */
const aliases: Readonly<Record<string, string>> = {
  "build:kernel": "dev",
  db: "servers",
  jsr: "dev",
  "notebooks:run": "notebooks",
  "test:spark": "test",
};

const read = (path: string) => Deno.readTextFileSync(join(projectDir, path));

const documents = [
  "README.md",
  ...filesIn("docs").filter((path) => path.endsWith(".md")),
];
const tasks = new Set(Object.keys(JSON.parse(read("deno.json")).tasks));

Deno.test("the README is read in one sitting: at most 150 lines", () => {
  assertLessOrEqual(read("README.md").trimEnd().split("\n").length, 150);
});

Deno.test("each link and picture of the README and docs/ leads to something", () => {
  assertEquals(documents.flatMap((path) => brokenLinks(path, read(path))), []);
});

Deno.test("each document and each picture is linked", () => {
  const linked = new Set(
    documents.flatMap((path) => linksIn(path, read(path)).map(([to]) => to)),
  );
  const there = [...documents, ...filesIn("docs/pictures")];
  assertEquals(
    there.filter((path) => path !== "README.md" && !linked.has(path)),
    [],
  );
});

Deno.test("each `deno task` that documents, messages and notebooks name is there", () => {
  const sources = ["lib", "scripts", "fresh-app", "notebooks"].flatMap((dir) => filesBelow(dir))
    .filter((path) => /\.(tsx?|py|ipynb|txt)$/.test(path));
  const unknown = [...documents, ...sources].flatMap((path) =>
    tasksNamed(read(path)).filter((task) => !tasks.has(task)).map((task) => `${path}: ${task}`)
  );
  assertEquals(unknown, []);
});

Deno.test("deno.json, scripts/ and the README's table have the same tasks", () => {
  const isProper = (name: string) => !(name in aliases);
  const scripts = filesIn("scripts").flatMap((path) => /^scripts\/(.+)\.ts$/.exec(path)?.[1] ?? []);
  const proper = [...tasks].filter(isProper).sort();
  assertEquals(scripts.filter(isProper), proper);
  assertEquals(firstCells("Tasks", read("README.md")), proper);
});

Deno.test("the README's table has the systems that are built, and where each is found", () => {
  assertEquals(firstCells("The systems", read("README.md")), Object.keys(systems).sort());
  for (const { name, tasks: [task], notebooks, page, docs } of Object.values(systems)) {
    const row = read("README.md").split("\n").find((line) => line.startsWith(`| ${name} `)) ?? "";
    for (const part of [`\`${task}\``, `(${notebooks})`, `\`${page}\``, `(${docs})`]) {
      assertStringIncludes(row, part);
    }
  }
});

Deno.test("each short name is a task, and runs the script of the task that it stands for", () => {
  const { tasks } = JSON.parse(read("deno.json"));
  for (const [alias, task] of Object.entries(aliases)) {
    const script = /scripts\/\w+\.ts/.exec(tasks[alias].command)?.[0] ?? "";
    if (script === `scripts/${task}.ts`) continue;
    assertMatch(read(script), new RegExp(`^import "./${task}.ts";$`, "m"));
  }
});

Deno.test("a broken link, a heading that is not there and an unknown task are found", () => {
  const text = "[a](docs/none.md) [b](docs/store.md#none) [c](docs/store.md) `deno task serve`";
  assertEquals(brokenLinks("README.md", text), [
    "README.md: docs/none.md is not there",
    "README.md: docs/store.md has no heading #none",
  ]);
  assertEquals(tasksNamed(text), ["serve"]);
  assertEquals(tasksNamed("`deno task -q db uri`, `deno task …`"), ["db"]);
  const table = "## Tasks\n\n| task |\n| --- |\n| `b` | `c` |\n| a | does |\n\n## More\n| `d` | |";
  assertEquals(firstCells("Tasks", table), ["a", "b"]);
});

/** Where a document's relative links lead: the path from the project's folder, and the heading. */
function linksIn(path: string, text: string): [to: string, heading: string][] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [file, heading = ""] = link.split("#");
      return [file ? normalize(join(dirname(path), file)) : path, heading];
    });
}

function brokenLinks(path: string, text: string): string[] {
  return linksIn(path, text).flatMap(([to, heading]) => {
    const kind = statOf(to);
    if (!kind) return [`${path}: ${to} is not there`];
    if (!heading || (kind.isFile && headingsIn(read(to)).includes(heading))) {
      return [];
    }
    return [`${path}: ${to} has no heading #${heading}`];
  });
}

/** The headings as links name them. */
function headingsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
  );
}

const tasksNamed = (text: string) =>
  [...text.matchAll(/deno task (?:-q )?([a-z][a-z:]*)/g)].map(([, task = ""]) => task);

/** What the rows of the table below a heading begin with, sorted. */
function firstCells(heading: string, text: string): string[] {
  const [, section = ""] = text.split(`## ${heading}\n`);
  const [table = ""] = section.split("\n## ");
  const [, , ...rows] = table.split("\n").filter((line) => line.startsWith("| "));
  return rows.map((row) => /^\| `?([^`|]*?)`? +\|/.exec(row)?.[1] ?? "").sort();
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(join(projectDir, path));
  } catch {
    return undefined;
  }
}

/** The files of a folder, by their paths from the project's. */
function filesIn(dir: string): string[] {
  return [...Deno.readDirSync(join(projectDir, dir))]
    .filter(({ isFile }) => isFile).map(({ name }) => `${dir}/${name}`).sort();
}

/** The files of a folder and of those below it. */
function filesBelow(dir: string): string[] {
  const below = [...Deno.readDirSync(join(projectDir, dir))]
    .filter(({ name, isDirectory }) => isDirectory && !/^\.|^node_modules$/.test(name));
  return [
    ...filesIn(dir),
    ...below.flatMap(({ name }) => filesBelow(`${dir}/${name}`)),
  ];
}
