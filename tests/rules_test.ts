/** The plan of the house, held: who may import whom, who may read the clock, and that both can fail. */
import { assertEquals } from "@std/assert";
import { projectDir } from "../lib/base/settings.ts";
import { circleFaults } from "./support/rules/circles.ts";
import { clockFaults } from "./support/rules/clocks.ts";
import { colourFaults } from "./support/rules/colours.ts";
import { faceFaults } from "./support/rules/faces.ts";
import { firstSentenceFaults } from "./support/rules/first_sentences.ts";
import { layerFaults } from "./support/rules/layers.ts";
import { printing, reservedFaults, spawning } from "./support/rules/reserved.ts";
import { importsOf, readTree } from "./support/rules/tree.ts";

const tree = readTree(projectDir, ["lib", "scripts", "fresh-app"]);
const imports = importsOf(tree);

/** Programs are started by `childCommand`, except here. */
const spawns = {
  "fresh-app/child/serve_in_child.ts": "hands on what a server needs, and nothing else",
  "lib/jupyter/explain/language_server.ts": "a library speaks with it by the streams of Node.js",
  "lib/servers/child_environment.ts": "is what the others use",
  "lib/servers/guard.ts": "starts what outlives us",
  "lib/servers/start_server.ts": "starts what outlives us",
  "scripts/bench/measure.ts": "is handed the whole environment",
};

/** Lines leave the program by `print` and `printAside`, except here. */
const prints = {
  "lib/base/print.ts": "is what the others use",
  "scripts/ok.ts": "hands on what Deno says, with its colours",
  "scripts/shared/phases.ts": "a library writes the list",
};

/** Time and chance are parameters, except here. */
const clocks = {
  "fresh-app/data/database.ts": "since when the dashboard waits for the database",
  "fresh-app/data/follower.ts": "what a page shows is of this instant",
  "fresh-app/data/warehouse/warehouse.ts": "an answer out of a file is kept for some seconds",
  "fresh-app/data/live_data.ts": "a run has a name of its own",
  "lib/base/steps.ts": "pauses now and then",
  "lib/base/wait_until.ts": "gives up after a time",
  "lib/campaign/compare_ways.ts": "measures how long each way takes",
  "lib/cap/network/alarm.ts": "wakes to a fraction of a millisecond",
  "lib/cap/network/relay_worker.ts": "wakes at once",
  "lib/cap/network/relayed_connection.ts": "says when a byte may arrive",
  "lib/cap/parts/distance.ts": "measures how long inserts take",
  "lib/cap/parts/failover.ts": "measures how long nobody can buy",
  "lib/cap/parts/latency.ts": "measures how long inserts take",
  "lib/cap/parts/partition.ts": "measures when the cut-off server steps down",
  "lib/cap/parts/reads.ts": "measures how long reads take",
  "lib/graph/neo4j/neo4j_server.ts": "salts a password",
  "lib/graph/own_server.ts": "makes a password",
  "lib/clickhouse/publishing/staging_names.ts": "a table in the making has a name of its own",
  "lib/clickhouse/server/ask_who.ts": "asks what nobody has asked before",
  "lib/clickhouse/server/embedded.ts": "makes a password",
  "lib/jupyter/run_notebook.ts": "measures how long a notebook runs",
  "lib/mongo/connect.ts": "gives up after a time",
  "lib/mongo/publishing/edition.ts": "a run has a name of its own, and a beginning",
  "lib/mongo/publishing/staging_names.ts": "a collection in the making has a name of its own",
  "lib/mongo/server/replica_set.ts": "gives up after a time; makes passwords",
  "lib/servers/guard_process.ts": "gives up after a time",
  "lib/servers/ports.ts": "gives up after a time",
  "lib/servers/process_group.ts": "gives up after a time",
  "lib/servers/start_server.ts": "gives up after a time",
  "lib/servers/stop_process.ts": "gives up after a time",
  "lib/tasks/airflow/airflow_home.ts": "makes passwords",
  "scripts/bench/als_dzstore.ts": "measures",
  "scripts/bench/dashboard.ts": "measures, and asks for pages at random",
  "scripts/cap.ts": "hands the clock in",
  "scripts/dev/tests/run_test_jobs.ts": "measures how long each file of tests runs",
  "scripts/shared/phases.ts": "says how long a phase took",
  "scripts/shared/trends_flags.ts": "hands the clock in",
  "scripts/shared/trends_follow.ts": "hands the clock in",
  "scripts/spark.ts": "says how long a job took",
  "scripts/submit.ts": "hands the clock in",
  "scripts/warehouse/airflow.ts": "says how long a run took; a DAG begins today",
  "scripts/warehouse.ts": "hands the clock in",
};

const isBench = (path: string) => path.startsWith("scripts/bench/");

Deno.test("a file imports only what lies below it; no system imports another", () => {
  assertEquals(layerFaults(imports), []);
});

Deno.test("no files stand in a circle", () => {
  assertEquals(circleFaults(imports), []);
});

Deno.test("the engine of recommendations is used by its mod.ts", () => {
  assertEquals(faceFaults(imports, "lib/recommend/engine", isBench), []);
});

Deno.test("clocks are read and dice rolled only by the files that are named here", () => {
  assertEquals(clockFaults(tree, clocks), []);
});

Deno.test("programs are started in the environment of children, but by the files that are named here", () => {
  assertEquals(reservedFaults(tree, spawning, spawns), []);
});

Deno.test("lines leave the program in one way, but for the files that are named here", () => {
  assertEquals(reservedFaults(tree, printing, prints), []);
});

Deno.test("charts take their colours from the palette", () => {
  const lib = new Map([...tree].filter(([path]) => path.startsWith("lib/")));
  assertEquals(colourFaults(lib, "lib/charts/palette.ts"), []);
});

Deno.test("a file begins with a sentence on what it holds", () => {
  assertEquals(firstSentenceFaults(tree), []);
});

/** A made-up project of files that only import. */
const made = (files: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(files));

Deno.test("the rule of layers finds what is broken", () => {
  const broken = {
    "a wall between floors": made({ "lib/base/text.ts": ["lib/mongo/publish.ts"] }),
    "a system beside": made({ "lib/trends/count.ts": ["lib/simulate/mod.ts"] }),
    "a new system beside": made({ "lib/warehouse/load.ts": ["lib/stream/mod.ts"] }),
    "an engine beside": made({ "lib/kafka/client.ts": ["lib/mongo/connect.ts"] }),
    "later on one floor": made({ "lib/jupyter/run.ts": ["lib/submission/zip.ts"] }),
    "the store's book below": made({ "lib/mongo/publish.ts": ["lib/documents.ts"] }),
    "the engine's own system": made({ "lib/recommend/engine/a.ts": ["lib/recommend/b.ts"] }),
    "a script from lib": made({ "lib/submission/zip.ts": ["scripts/dashboard.ts"] }),
    "a page from lib": made({ "lib/trends/chart.ts": ["fresh-app/app.tsx"] }),
    "a script from a page": made({ "fresh-app/app.tsx": ["scripts/dashboard.ts"] }),
    "a test from lib": made({ "lib/trends/count.ts": ["tests/support/browser.ts"] }),
    "no room": made({ "lib/helpers/all.ts": [] }),
  };
  for (const [how, files] of Object.entries(broken)) {
    assertEquals(layerFaults(files).length, 1, how);
  }
});

Deno.test("the rule of layers lets through what the plan allows", () => {
  const files = made({
    "lib/base/text/whole.ts": [],
    "lib/python/environment.ts": ["lib/servers/call.ts", "lib/base/errors.ts"],
    "lib/trends/charts/hot.ts": [
      "lib/trends/rank/hot.ts",
      "lib/charts/plot.ts",
    ],
    "lib/trends/publish.ts": ["lib/documents.ts", "lib/mongo/publish.ts"],
    "lib/stream/mod.ts": ["lib/recommend/engine/mod.ts"],
    "lib/submission/zip.ts": ["lib/rubric/mark.ts", "lib/simulate/mod.ts"],
    "fresh-app/app.tsx": ["lib/trends/charts/hot.ts", "fresh-app/state.ts"],
    "scripts/dashboard.ts": [
      "fresh-app/serve.ts",
      "lib/base/settings.ts",
      "scripts/cli.ts",
    ],
  });
  assertEquals(layerFaults(files), []);
});

Deno.test("the rule of circles finds one, of types alone, too", () => {
  const files = importsOf(
    new Map([
      ["lib/cap/a.ts", 'import { b } from "./b.ts";\n'],
      ["lib/cap/b.ts", 'export { c } from "./parts/c.ts";\n'],
      ["lib/cap/parts/c.ts", 'import type { A } from "../a.ts";\n'],
      ["lib/cap/d.ts", 'import { a } from "./a.ts";\n'],
    ]),
  );
  assertEquals(circleFaults(files), [
    "a circle: lib/cap/a.ts -> lib/cap/b.ts -> lib/cap/parts/c.ts -> lib/cap/a.ts",
  ]);
});

Deno.test("the rule of faces finds who looks behind one", () => {
  const files = made({
    "lib/recommend/engine/train.ts": ["lib/recommend/engine/kernel.ts"],
    "lib/recommend/models/als.ts": ["lib/recommend/engine/train.ts"],
    "lib/recommend/rank_all.ts": ["lib/recommend/engine/mod.ts"],
    "scripts/bench/als.ts": ["lib/recommend/engine/train.ts"],
  });
  assertEquals(faceFaults(files, "lib/recommend/engine", isBench), [
    "lib/recommend/models/als.ts may import lib/recommend/engine/mod.ts, " +
    "but not lib/recommend/engine/train.ts",
  ]);
});

Deno.test("the rule of clocks finds readers without a reason and reasons without a reader", () => {
  const files = new Map([
    ["lib/a.ts", "const now = Date.now();"],
    ["lib/b.ts", "const now = new Date();"],
    ["lib/c.ts", "const began = performance.now();"],
    ["lib/d.ts", "shuffle(values, Math.random);"],
    ["lib/e.ts", "const id = crypto.randomUUID();"],
    ["lib/f.ts", "const key = crypto.getRandomValues(new Uint8Array(8));"],
    ["lib/named.ts", "const began = performance.now();"],
    [
      "lib/pure.ts",
      "/** In ms, as of `performance.now()`. */\nconst day = new Date(0);",
    ],
  ]);
  const reasons = {
    "lib/named.ts": "measures",
    "lib/pure.ts": "was once needed",
  };
  assertEquals(clockFaults(files, reasons), [
    ...["a", "b", "c", "d", "e", "f"].map((name) =>
      `lib/${name}.ts reads the clock or rolls dice: hand it in, or name the file`
    ),
    "lib/pure.ts is named, but reads no clock and rolls no dice",
  ]);
});

Deno.test("the rule of what one file does for all finds who does it too, and who is named in vain", () => {
  const files = new Map([
    ["lib/a.ts", 'new Deno.Command("python3").output();'],
    ["lib/b.ts", 'import { spawn } from "node:child_process";'],
    ["lib/c.ts", 'childCommand("python3").output();'],
    ["lib/d.ts", 'new Deno.Command("sh");'],
  ]);
  const reasons = { "lib/d.ts": "outlives us", "lib/c.ts": "was once needed" };
  assertEquals(reservedFaults(files, spawning, reasons), [
    ...["a", "b"].map((name) =>
      `lib/${name}.ts starts a program by itself: use childCommand, or name the file`
    ),
    "lib/c.ts is named, but there is nothing of the kind in it",
  ]);
  const writing = new Map([
    ["lib/a.ts", "Deno.stdout.writeSync(bytes);"],
    ["lib/b.ts", "process.stderr.write(text);"],
    ["lib/c.ts", "const shown = Deno.stderr.isTerminal();"],
  ]);
  assertEquals(reservedFaults(writing, printing, { "lib/a.ts": "is the one" }), [
    `lib/b.ts ${printing.fault}, or name the file`,
  ]);
});

Deno.test("the rule of colours finds one outside the palette", () => {
  const files = new Map([
    ["lib/charts/palette.ts", 'export const palette = { ink: "#1f2937" };'],
    ["lib/trends/charts/hot.ts", 'const fill = "#1f2937";'],
    ["lib/trends/charts/cold.ts", "const fill = palette.ink;"],
  ]);
  assertEquals(colourFaults(files, "lib/charts/palette.ts"), [
    "lib/trends/charts/hot.ts has a colour of its own: lib/charts/palette.ts has them all",
  ]);
});

Deno.test("the rule of first sentences finds files that begin with a part of them, or with nothing", () => {
  const files = new Map([
    ["lib/whole.ts", '/** How logs are read. */\nimport { a } from "./a.ts";\n'],
    ["lib/one.ts", "/** Reads a log. */\nexport function readLog() {}\n"],
    ["lib/face.ts", '/** The face of logs. */\nexport * from "./one.ts";\n'],
    ["lib/apart.ts", "/** How logs are read. */\n\nconst most = 3;\n"],
    ["lib/options.ts", "/** How to read. */\nexport interface A {}\n\nexport function b() {}\n"],
    ["lib/inner.ts", "/** The most. */\nconst most = 3;\n\nexport function b() {}\n"],
    ["lib/none.ts", 'import { a } from "./a.ts";\n\n/** Reads. */\nexport const b = a;\n'],
    ["lib/wordless.ts", "/** @param a */\nexport const b = (a: number) => a;\n"],
  ]);
  assertEquals(
    firstSentenceFaults(files),
    ["options", "inner", "none", "wordless"].map((name) =>
      `lib/${name}.ts does not begin with a sentence on what it holds`
    ),
  );
});

Deno.test("importsOf sees every way to name another file", () => {
  const text = [
    'import "./a.ts";',
    "import {",
    "  type B,",
    '} from "../b.ts";',
    'import type { C } from "./c.ts";',
    'export * from "./d.ts";',
    'export { type E } from "./e.tsx";',
    'const { f } = await import("./f.ts");',
    'new Worker(new URL("./g.ts", import.meta.url), { type: "module" });',
    'fileURLToPath(new URL("../../scripts/h.ts", import.meta.url));',
    'join(import.meta.dirname ?? ".", "i.ts");',
    'import.meta.resolve("./j.ts");',
    "new URL(`./k.ts`, import.meta.url);",
    ' * import { example } from "./comment.ts";',
    '// import { old } from "./comment.ts";',
    'import { z } from "zod";',
    'new URL("style.css", import.meta.url);',
  ].join("\n");
  assertEquals(
    importsOf(new Map([["lib/x/y.ts", text]])).get("lib/x/y.ts")?.toSorted(),
    [
      ...[
        "lib/b.ts",
        "lib/x/a.ts",
        "lib/x/c.ts",
        "lib/x/d.ts",
        "lib/x/e.tsx",
        "lib/x/f.ts",
      ],
      ...[
        "lib/x/g.ts",
        "lib/x/i.ts",
        "lib/x/j.ts",
        "lib/x/k.ts",
        "scripts/h.ts",
      ],
    ],
  );
});
