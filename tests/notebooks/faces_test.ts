/** Notebooks use the kit by its faces, and a face is cheap to look at. */
import { assert, assertEquals, assertGreater } from "@std/assert";
import { join } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";
import { findNotebooks } from "../../lib/jupyter/find_notebooks.ts";
import { readNotebook } from "../../lib/jupyter/ipynb.ts";
import { notebooksDir } from "../../lib/rubric/course.ts";
import { courses } from "../../lib/rubric/courses.ts";
import { systems } from "../../lib/systems.ts";
import { importsOf } from "../support/rules/tree.ts";
import { behindFaces, codeOf, valuesImported } from "./support/imported.ts";

for (const course of courses) {
  const { name: system, notebooks, rooms } = course.system;
  const codes = new Map<string, string>();
  for (const name of await findNotebooks(notebooksDir(course))) {
    const notebook = await readNotebook(join(notebooksDir(course), `${name}.ipynb`));
    codes.set(`${notebooks}/${name}`, codeOf(notebook));
  }

  Deno.test(`a notebook of the course ${system} imports nothing of the kit but faces`, () => {
    const imports = importsOf(codes);
    assertGreater([...imports.values()].flat().length, codes.size, "imports are found");
    for (const [path, imported] of imports) {
      assertEquals(behindFaces(imported, rooms), [], path);
    }
  });

  Deno.test(`what the notebooks of the course ${system} import is there`, async () => {
    for (const [path, code] of codes) {
      for (const { name, from } of valuesImported(code)) {
        const found = await import(new URL(from, `file://${projectDir}/${path}`).href);
        assert(name in found, `${path} imports ${name} from ${from}`);
      }
    }
  });
}

Deno.test("the rule of faces finds what is behind one, also in a solution", () => {
  const code = 'import { a } from "../../lib/trends/mod.ts";\nimport { z } from "zod";\n' +
    'import type { B } from "../../lib/documents.ts";\n' +
    'import {\n  d,\n} from "../../lib/cap/d.ts";\n' +
    'const { e } = await import("../../scripts/shared/e.ts");\n' +
    'import { f } from "../../lib/recommend/engine/mod.ts";\n' +
    'import { g } from "../../lib/warehouse/mod.ts";';
  const path = "notebooks/store/a";
  const imported = importsOf(new Map([[path, code]])).get(path) ?? [];
  assertEquals(behindFaces(imported, ["trends", "cap", "recommend"]).sort(), [
    ...["lib/cap/d.ts", "lib/recommend/engine/mod.ts", "lib/warehouse/mod.ts"],
    "scripts/shared/e.ts",
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
  const rooms = [...Object.values(systems).flatMap(({ rooms }) => [...rooms]), "notebook"];
  const faces = rooms.map((room) => `file://${projectDir}/lib/${room}/mod.ts`);
  const script = `for (const face of ${JSON.stringify(faces)}) await import(face);`;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", `--config=${join(projectDir, "deno.json")}`],
      // Polars is a native library.
      ...["--allow-read", "--allow-env", "--allow-sys", "--allow-ffi"],
      `data:text/javascript,${encodeURIComponent(script)}`,
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output(); // which a server, a worker or a timer would keep from ending
  assert(success, new TextDecoder().decode(stderr));
});
