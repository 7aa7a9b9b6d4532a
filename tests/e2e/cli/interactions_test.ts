/** `recs` and `evaluate` on a file of interactions: no database is needed. */
import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import { join } from "node:path";
import { pause } from "../../../lib/base/pause.ts";
import { random } from "../../../lib/base/random.ts";
import { isSlow } from "../../support/slow.ts";
import { withFolder } from "../support/folder.ts";
import { resultOf, runTask, startScript, startTask, type TaskResult } from "../support/task.ts";
import { assertOneLine } from "./one_line.ts";

const noDatabase = { MONGODB_URI: "mongodb://127.0.0.1:1/?replicaSet=none" };
const task = (name: string, ...args: string[]) => runTask(name, args, noDatabase);

/** 300 users of three tastes, ten items each taste, six interactions a user. */
function tastes(): string {
  const generator = random(11, "tastes");
  const rows = Array.from({ length: 1800 }, (_, index) => {
    const user = index % 300;
    return `user ${user},"item ${user % 3},${generator.int(10)}",${1 + generator.int(3)}`;
  });
  return `user,item,weight\n${rows.join("\n")}\n`;
}

async function inFolder(test: (file: string, dir: string) => Promise<void>): Promise<void> {
  await withFolder(async (dir) => {
    const file = join(dir, "interactions.csv");
    await Deno.writeTextFile(file, tastes());
    await test(file, dir);
  });
}

function succeeded({ code, stdout, stderr }: TaskResult): string {
  assertEquals([code, stderr], [0, ""]);
  return stdout;
}

const training = ["--factors", "4", "--regularization", "1"];

Deno.test("recs --interactions ranks for every user of a file what the user's taste lacks", async () => {
  await inFolder(async (file, dir) => {
    const out = join(dir, "out.jsonl");
    succeeded(await task("recs", "--interactions", file, "--out", out, "--top", "2", ...training));
    const lines = (await Deno.readTextFile(out)).trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.length, 300);
    const owned = new Set(
      (await Deno.readTextFile(file)).split("\n").map((row) => row.slice(0, -2)),
    );
    let ownTaste = 0, all = 0;
    for (const { user, items } of lines) {
      assert(items.length <= 2);
      for (const { item, score } of items) {
        assert(!owned.has(`${user},"${item}"`) && Number.isFinite(score));
        all++;
        if (item.startsWith(`item ${Number(user.split(" ")[1]) % 3},`)) ownTaste++;
      }
    }
    assertGreater(ownTaste / all, 0.95);
  });
});

Deno.test("recs --interactions gives the same file again, whatever the number of threads", async () => {
  await inFolder(async (file, dir) => {
    const [one, two] = [join(dir, "one.csv"), join(dir, "two.csv")];
    for (const [out, threads] of [[one, "1"], [two, "2"]] as const) {
      succeeded(await task("recs", "--interactions", file, "--out", out, "--threads", threads));
    }
    assertEquals(await Deno.readTextFile(one), await Deno.readTextFile(two));
  });
});

Deno.test("evaluate --json is a figure with its interval for every model and metric", async () => {
  await inFolder(async (file) => {
    const args = ["--interactions", file, "--split", "random", "--k", "5", "--json", ...training];
    const figures: Record<string, unknown>[] = JSON.parse(
      succeeded(await task("evaluate", ...args)),
    );
    for (const figure of figures) {
      assertEquals(Object.keys(figure).sort(), ["high", "k", "low", "metric", "model", "value"]);
      assertEquals(figure.k, 5);
      assert(
        Number(figure.low) <= Number(figure.value) && Number(figure.value) <= Number(figure.high),
      );
    }
    const models = [...new Set(figures.map(({ model }) => model))];
    assertEquals(models, ["als", "popularity", "neighbours"]);
    const ndcg = (model: string) =>
      Number(figures.find((figure) => figure.model === model && figure.metric === "ndcg")?.value);
    assertGreater(ndcg("als"), 1.5 * ndcg("popularity"));
  });
});

Deno.test("evaluate tells weights apart: it tests the model that recs trains", async () => {
  await inFolder(async (file, dir) => {
    const ones = join(dir, "ones.csv");
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(ones, text.replace(/,\d+$/gm, ",1"));
    const figures = await Promise.all(
      [file, ones].map((path) =>
        task("evaluate", "--interactions", path, "--k", "5", "--json", ...training).then(succeeded)
      ),
    );
    assertNotEquals(figures[0], figures[1]);
  });
});

Deno.test("Ctrl-C is heeded while the main thread computes, and nothing is half written", async () => {
  await withFolder(async (dir) => {
    const busy = join(dir, "busy.csv");
    const child = startScript("tests/e2e/support/busy.ts", [busy]);
    const reader = child.stdout.getReader();
    await reader.read(); // it has begun, and will not listen any more
    reader.releaseLock();
    const asking = setInterval(() => { // as the impatient do: to ask again makes nothing longer
      try {
        child.kill("SIGINT");
      } catch {
        clearInterval(asking); // it has ended
      }
    }, 20);
    const { code, stderr } = await resultOf(child);
    clearInterval(asking);
    assertEquals([code, stderr.trim()], [130, "Stopped; nothing is half written. Run it again."]);
    assertEquals([...Deno.readDirSync(dir)].length, 0);
  });
});

Deno.test({
  name: "recs takes memory by what is in the file, and evaluate not by its items squared",
  ignore: !isSlow() || Deno.build.os !== "linux",
  fn: () =>
    withFolder(async (dir) => {
      const file = join(dir, "many.csv"), ids = join(dir, "items.csv"), out = join(dir, "out.csv");
      const rows = (users: number, each: number, items: number) =>
        `user,item\n${
          Array.from({ length: users * each }, (_, i) => `u${i % users},i${i * 977 % items}\n`)
            .join("")
        }`;
      await Deno.writeTextFile(file, rows(40_000, 50, 10_000));
      await Deno.writeTextFile(ids, rows(3_000, 12, 33_000));
      const less = ["--factors", "8", "--iterations", "1"];
      assertLess(await peakOf("recs", ["--interactions", file, "--out", out, ...less]), 400e6);
      assertLess(await peakOf("evaluate", ["--interactions", ids, ...less]), 400e6);
    }),
});

/** The most memory that a task ever took, in bytes. */
async function peakOf(name: string, args: readonly string[]): Promise<number> {
  const child = startTask(name, args, noDatabase);
  let peak = 0, ended = false;
  const result = resultOf(child).finally(() => ended = true);
  while (!ended) {
    const status = await Deno.readTextFile(`/proc/${child.pid}/status`).catch(() => "");
    peak = Math.max(peak, 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0));
    await pause(20);
  }
  succeeded(await result);
  return peak;
}

Deno.test("evaluate --charts draws three pictures", async () => {
  await inFolder(async (file, dir) => {
    const { code } = await task("evaluate", "--interactions", file, "--charts", dir, ...training);
    assertEquals(code, 0);
    for (const name of ["quality.svg", "loss.svg", "items.svg"]) {
      assertMatch(await Deno.readTextFile(join(dir, name)), /^<svg .*<\/svg>$/s);
    }
  });
});

Deno.test("what cannot be used of a file, or of the flags, is told in one line", async () => {
  await inFolder(async (file, dir) => {
    const bad = join(dir, "bad.csv");
    await Deno.writeTextFile(bad, "user,item,weight\n1,2,-3\n");
    const alone = join(dir, "alone.csv"), huge = join(dir, "huge.csv");
    await Deno.writeTextFile(alone, "user,item\n1,a\n2,b\n3,b\n");
    await Deno.writeTextFile(huge, "user,item,weight\n1,a,3e38\n1,b,1\n2,b,1\n2,c,1\n3,c,1\n");
    const out = ["--out", join(dir, "out.jsonl")];
    const cases: [string, string[], 1 | 2, RegExp][] = [
      ["recs", ["--interactions", bad, ...out], 1, /bad\.csv, line 2: the weight "-3"/],
      ["recs", ["--interactions", join(dir, "none.csv"), ...out], 1, /none\.csv: no such file/],
      ["recs", ["--interactions", file], 2, /--out/],
      ["recs", ["--interactions", file, "--out", `${dir}/./interactions.csv`], 2, /is the input/],
      ["recs", ["--interactions", dir, ...out], 1, /it is a folder, not a file/],
      ["recs", ["--interactions", file, "--out", join(dir, "x.txt")], 2, /\.jsonl or \.csv/],
      ["recs", ["--interactions", file, "--out", join(alone, "x.csv")], 1, /x\.csv/],
      ["recs", out, 2, /--interactions/],
      ["evaluate", ["--interactions", bad], 1, /line 2/],
      ["evaluate", ["--interactions", alone], 1, /^Error: Cannot evaluate: no user has two items/],
      ["evaluate", ["--interactions", alone, "--json"], 1, /no user has two items/],
      ["evaluate", ["--interactions", file, "--k", "30"], 1, /Use a smaller --k/],
      ["recs", ["--interactions", huge, ...out], 1, /beyond single precision/],
      ["recs", ["--interactions", huge, ...out, "--verbose"], 1, /beyond single precision/],
    ];
    for (const [name, args, code, message] of cases) {
      assertOneLine(await task(name, ...args), { code, message });
    }
    assertEquals((await task("evaluate", "--split", "first")).code, 2);
    assertEquals([...Deno.readDirSync(dir)].map(({ name }) => name).sort(), [
      "alone.csv",
      "bad.csv",
      "huge.csv",
      "interactions.csv",
    ]);
  });
});
