import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { projectDir } from "../../../lib/base/settings.ts";
import { drawn } from "../../support/drawn.ts";
import { withFolder } from "../support/folder.ts";
import { runTask, type TaskResult } from "../support/task.ts";
import { assertOneLine } from "./one_line.ts";

const storeFlags = [
  ...["--users", "--products", "--orders", "--events", "--days", "--rising", "--seed", "--json"],
];
const flags: Record<string, readonly string[]> = {
  pipeline: [...storeFlags, "--keep-data"],
  generate: [...storeFlags, "--out", "--no-load"],
  trends: [
    ...["--logs", "--web-traffic", "--top", "--as-of", "--half-life", "--max-rejected"],
    ...["--threads", "--plain", "--chart", "--charts", "--json"],
    ...["--follow", "--every", "--once", "--restart"],
  ],
  recs: ["--factors", "--iterations", "--regularization", "--alpha", "--top", "--seed", "--json"],
  vip: ["--city", "--min-spend", "--export", "--scale", "--chart", "--json"],
  dashboard: ["--port", "--host"],
  notebooks: ["open", "run"],
  "notebooks open": ["--port", "--no-browser"],
  "notebooks run": ["--timeout", "--save", "--json"],
  submit: ["--name", "--group", "--out", "--timeout", "--verify", "--json"],
  doctor: ["--json"],
  spark: ["trends", "recs", "vip", "all"],
  servers: ["start", "stop", "status", "uri", "reset"],
};

const wrongStores = [
  ["--users", "abc"],
  ["--users", "0"],
  ["--users", "-5"],
  ["--users", "2000000"],
  ["--users", ""],
  ["--users", "1e3"],
  ["--products", "10"],
  ["--products", "5000"],
  ["--orders", "1.5"],
  ["--days", "0"],
  ["--days", "5000"],
  ["--events", "100"],
  ["--rising", "6"],
  ["--rising", "-1"],
  ["--rising", "two"],
  ["--seed", "x"],
];
const wrong: Record<string, readonly string[][]> = {
  pipeline: wrongStores,
  generate: wrongStores,
  trends: [
    ["--top", "0"],
    ["--max-rejected", "101"],
    ["--max-rejected", "-1"],
    ["--logs"],
    ["--half-life", "6"],
    ["--half-life", "0h"],
    ["--as-of", "now"],
    ["--as-of", "2025-02-30"],
    ["--threads", "0"],
    ["--follow", "--every", "2"],
    ["--follow", "--every", "0s"],
    ["--follow", "--logs", "logs.csv.gz"],
    ["--follow", "--logs", "logs.parquet"],
    ["--follow", "--logs", "a.csv", "b.csv"],
    ["--follow", "--logs", "logs-*.csv"],
    ["--follow", "--logs", "lib"],
    ["--once"],
    ["--restart"],
  ],
  recs: [
    ["--regularization", "0"],
    ["--regularization", "NaN"],
    ["--alpha", "x"],
    ["--alpha", "-1"],
    ["--factors", "1.5"],
    ["--iterations", "0"],
    ["--top", "0"],
    ["--seed", "-1"],
  ],
  vip: [
    ["--city", ""],
    ["--city"],
    ["--min-spend", "-1"],
    ["--min-spend", "much"],
    ["--min-spend", "1e999"],
    ["--scale", "0"],
    ["--scale", "2000", "many"],
    ["--scale", "1000001"],
    ["--scale", "--export"],
    ["--chart"],
    ["--export", "promo.xlsx"],
  ],
  spark: [
    ["dance"],
    ["vip", "--master", "everywhere"],
    ["vip", "--conf", "memory=4g"],
    ["vip", "--min-spend", "-1"],
    ["trends", "--top", "0"],
    ["recs", "--alpha", "x"],
  ],
  dashboard: [["--port", "0"], ["--port", "65536"], ["--port", "http"]],
  notebooks: [["--port", "0"], ["00_start_here"]],
  "notebooks run": [
    ...[["99"], ["no_such_notebook"], ["store", "99"], ["shop"]],
    ...[["--timeout", "5"], ["--timeout", "0s"]],
  ],
  submit: [["--name", "A", "--timeout", "soon"], ["everything"]],
  doctor: [["house"], ["--fast"]],
  servers: [["status", "--users"], ["vacuum"], ["start", "kafka"]],
};

/**
 * Runs tasks in an empty data folder, a few at a time, and makes sure that each left it empty and
 * tried to start no `mongod`.
 */
async function withoutTrace(
  calls: readonly (readonly string[])[],
  check: (result: TaskResult, call: readonly string[]) => void,
  env: Record<string, string> = {},
): Promise<void> {
  await withFolder(async (dir) => {
    const data = join(dir, "data");
    await Deno.mkdir(data);
    const trace = join(dir, "mongod-was-started");
    const mongod = join(dir, "mongod");
    await Deno.writeTextFile(mongod, `#!/bin/sh\necho "$@" >> '${trace}'\n`, { mode: 0o755 });
    const waiting = [...calls];
    const worker = async () => {
      for (let call; (call = waiting.shift());) {
        const [task = "", ...args] = call.flatMap((word, at) => at === 0 ? word.split(" ") : word);
        const result = await runTask(task, args, { DZ_DATA: data, DZ_MONGOD: mongod, ...env });
        assertEquals(/^\s+at /m.test(result.stderr), false, `${call.join(" ")}: ${result.stderr}`);
        check(result, call);
      }
    };
    await Promise.all(Array.from({ length: 3 }, worker));
    assertEquals([...Deno.readDirSync(data)].map(({ name }) => name), []);
    assertEquals(await Deno.readTextFile(trace).catch(() => "not started"), "not started");
  });
}

const tasks = Object.keys(flags);

Deno.test("--help names every flag of a task and does nothing", async () => {
  await withoutTrace(
    [...tasks.map((task) => [task, "--help"]), ["trends", "-h"]],
    ({ code, stdout, stderr }, [task = ""]) => {
      assertEquals([code, stderr], [0, ""], task);
      const name = task === "db" ? "servers" : task; // whose short name it is
      assertMatch(stdout, new RegExp(`^Usage: deno task ${name} `));
      for (const flag of flags[task] ?? []) assertMatch(stdout, new RegExp(`^  ${flag}\\b`, "m"));
    },
  );
});

Deno.test("every --help is at most 80 columns wide, and shows an example", async () => {
  const calls = await everyTaskCall();
  assertGreater(calls.length, 15);
  await Promise.all(Array.from({ length: 3 }, async () => {
    for (let call; (call = calls.shift());) {
      const { stdout } = await helpOf(call);
      const shown = call.join(" ");
      assertEquals(stdout.split("\n").filter((line) => [...line].length > 80), [], shown);
      assertMatch(stdout, /^Examples:\n {2}deno task \S+.*\n {6}\S/m, shown);
      const [, commands = ""] = /^Commands:\n((?: +.*\n)+)/m.exec(stdout) ?? [];
      const names = [...commands.matchAll(/^ {2}([a-z_]+)/gm)].map(([, name = ""]) => name);
      calls.push(...names.filter((name) => name !== "help").map((name) => [...call, name]));
    }
  }));
});

/** The script of each task, which is written in `deno.json`. */
async function everyTaskCall(): Promise<string[][]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(join(projectDir, "deno.json")));
  const commands = Object.values<{ command: string }>(tasks).map(({ command }) => command);
  const scripts = commands.flatMap((command) => command.match(/scripts\/\w+\.ts/) ?? []);
  return [...new Set(scripts)].map((script) => [script]);
}

/** What `--help` prints, with the configuration that has what any of the tasks needs. */
async function helpOf(call: readonly string[]): Promise<{ stdout: string }> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--config", "tests/deno.json", ...call, "--help"],
    cwd: projectDir,
    env: { NO_COLOR: "1" },
  }).output();
  assert(success, `${call.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  return { stdout: new TextDecoder().decode(stdout) };
}

Deno.test("a wrong value ends a task with exit code 2 and a message that quotes it", async () => {
  const calls = tasks.map(async (task) =>
    (await drawn(task, wrong[task] ?? [])).map((args) => [task, ...args] as const)
  );
  await withoutTrace(
    (await Promise.all(calls)).flat(),
    ({ code, stdout, stderr }, call) => {
      const shown = `${call.join(" ")}: ${stderr}`;
      assertEquals(code, 2, shown);
      assertEquals(stdout, "", shown);
      assertStringIncludes(stderr, call.at(-1) ?? "", shown);
      assertLess(stderr.trim().split("\n").length, 3, shown);
      assert(!stderr.includes("e-324"), `no number for a person: ${shown}`);
      assertLess(stderr.length, 250, shown);
    },
  );
});

Deno.test("flags that --follow has no use for are refused, and so are those of --follow without it", async () => {
  await withoutTrace(
    [
      ...[["--chart", "a.svg"], ["--charts", "a"], ["--threads", "2"], ["--web-traffic", "a.csv"]],
      ...[["--as-of", "2025-11-28"], ["--every", "1s", "--once"], ["--logs", "-"]],
    ].map((args) => ["trends", "--follow", ...args]),
    ({ code, stdout, stderr }, call) => {
      const shown = `${call.join(" ")}: ${stderr}`;
      assertEquals([code, stdout], [2, ""], shown);
      assertMatch(stderr, /^error: option .* cannot be used with option .*|Cannot follow standard/);
      assertLess(stderr.trim().split("\n").length, 3, shown);
    },
  );
  await withoutTrace(
    [["trends", "--every", "1s"]],
    (result) => assertOneLine(result, { code: 2, message: /--every: it goes with --follow only/ }),
  );
});

Deno.test("an unknown flag or one argument too many ends a task with exit code 2", async () => {
  const calls = tasks.flatMap((task) => {
    const first = task === "servers" ? ["stop"] : [];
    return [[task, ...first, "--colour"], [task, ...first, "tomorrow"]];
  });
  await withoutTrace(
    await drawn("unknown", calls),
    ({ code, stdout, stderr }, call) => {
      const shown = `${call.join(" ")}: ${stderr}`;
      assertEquals(code, 2, shown);
      assertEquals(stdout, "", shown);
      assertStringIncludes(stderr, call.at(-1) ?? "", shown);
      assertLess(stderr.length, 250, shown);
    },
  );
});

Deno.test("servers without a subcommand shows what there is and ends with exit code 2", async () => {
  await withoutTrace([["servers"], ["db"]], ({ code, stdout, stderr }) => {
    assertEquals([code, stdout], [2, ""]);
    for (const subcommand of flags.servers ?? []) {
      assertMatch(stderr, new RegExp(`^  ${subcommand}\\b`, "m"));
    }
  });
});

const everyTask: [string, ...string[]][] = [
  ["pipeline"],
  ["generate"],
  ["trends"],
  ["recs"],
  ["vip"],
  ["notebooks", "run"],
  ["submit", "--name", "A"],
  ["doctor"],
  ["servers", "status"],
];

Deno.test("a MONGODB_URI that is none is refused in one line that does not show it", async () => {
  const check = (result: TaskResult) => {
    assertOneLine(result, { code: 2, message: /MONGODB_URI.*mongodb:\/\// });
    assert(!result.stderr.includes("s3cret"), result.stderr);
  };
  await withoutTrace(everyTask, check, { MONGODB_URI: "amina:s3cret-nonsense" });
});

Deno.test("a DZ_DATABASE that cannot be a name is refused in one line that quotes it", async () => {
  const check = (result: TaskResult) =>
    assertOneLine(result, { code: 2, message: /DZ_DATABASE="a b"/ });
  await withoutTrace(everyTask, check, { DZ_DATABASE: "a b" });
});
