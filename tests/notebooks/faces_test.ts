/** Notebooks use the kit by its faces, and a face is cheap to look at. */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";
import { findNotebooks } from "../../lib/jupyter/find_notebooks.ts";
import { readNotebook } from "../../lib/jupyter/ipynb.ts";
import { notebooksDir } from "../../lib/jupyter/run_notebook.ts";
import { importsOf } from "../support/rules/tree.ts";
import { behindFaces, codeOf, valuesImported } from "./support/imported.ts";

const folder = "notebooks/store";
const codes = new Map<string, string>();
for (const name of await findNotebooks(notebooksDir)) {
  codes.set(
    `${folder}/${name}.ts`,
    codeOf(await readNotebook(join(notebooksDir, `${name}.ipynb`))),
  );
}

Deno.test("a notebook imports nothing of the kit but faces", () => {
  const imports = importsOf(codes);
  assert([...imports.values()].flat().length > 50, "imports are found");
  for (const [path, imported] of imports) {
    assertEquals(behindFaces(imported), [], path);
  }
});

Deno.test("what a notebook imports is there", async () => {
  for (const [path, code] of codes) {
    for (const { name, from } of valuesImported(code)) {
      const found = await import(
        new URL(from, `file://${projectDir}/${path}`).href
      );
      assert(name in found, `${path} imports ${name} from ${from}`);
    }
  }
});

Deno.test("the rule of faces finds what is behind one, also in a solution", () => {
  const code = 'import { a } from "../../lib/trends/mod.ts";\nimport { z } from "zod";\n' +
    'import type { B } from "../../lib/documents.ts";\nimport {\n  d,\n} from "../../lib/cap/d.ts";\n' +
    'const { e } = await import("../../scripts/shared/e.ts");\n' +
    'import { f } from "../../lib/recommend/engine/mod.ts";';
  const imported = importsOf(new Map([[`${folder}/a.ts`, code]])).get(
    `${folder}/a.ts`,
  );
  assertEquals(behindFaces(imported ?? []).sort(), [
    ...["lib/cap/d.ts", "lib/recommend/engine/mod.ts", "scripts/shared/e.ts"],
  ]);
  const names = valuesImported(
    'import { type A, b, c as d } from "./e.ts";\nimport type { T } from "./t.ts";\n' +
      'const { f } = await import("./g.ts");\nconst { h } = i;',
  );
  assertEquals(names.map(({ name, from }) => `${name} ${from}`), [
    ...["b ./e.ts", "c ./e.ts", "f ./g.ts"],
  ]);
});

Deno.test("to import a face starts nothing, and asks for no permission but to read", async () => {
  const faces = Array.from(Deno.readDirSync(join(projectDir, "lib")))
    .map(({ name }) => join(projectDir, "lib", name, "mod.ts"))
    .filter((path) => Deno.statSync(join(path, "..")).isDirectory && exists(path));
  assertEquals(faces.length > 5, true);
  const script = `for (const face of ${JSON.stringify(faces)}) await import("file://" + face);`;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", `--config=${join(projectDir, "deno.json")}`],
      ...["--allow-read", "--allow-env", "--allow-sys", "--allow-ffi"], // Polars is a native library
      `data:text/javascript,${encodeURIComponent(script)}`,
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output(); // which a server, a worker or a timer would keep from ending
  assert(success, new TextDecoder().decode(stderr));
});

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
