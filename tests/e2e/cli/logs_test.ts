import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { withFolder } from "../support/folder.ts";
import { resultOf, runTask, startTask } from "../support/task.ts";
import { until } from "../support/until.ts";
import { assertOneLine } from "./one_line.ts";

const header = "timestamp,user_id,product_id,event_type\n";
const good = "2025-11-28T20:03:22Z,101,prod_001,view\n";

const filesIn = (dir: string) => [...Deno.readDirSync(dir)].map(({ name }) => name).sort();

Deno.test("logs turns what generate writes into Parquet, and back byte for byte", async () => {
  await withFolder(async (dir) => {
    const env = { DZ_DATA: dir };
    await runTask("generate", ["--no-load"], env);
    const [logs, traffic] = [join(dir, "logs.csv"), join(dir, "web_traffic.csv")];
    const packed = await runTask("logs", ["--to", "parquet", logs, traffic], env);
    assertEquals([packed.code, packed.stderr], [0, ""]);
    const size = (name: string) => Deno.statSync(join(dir, name)).size.toLocaleString("en-US");
    const lines = packed.stdout.trim().split("\n");
    assertEquals(lines.length, 2);
    for (const [i, name] of ["logs", "web_traffic"].entries()) {
      assertEquals(
        lines[i],
        `${join(dir, name)}.parquet: 20,000 rows of ${join(dir, name)}.csv, ` +
          `${size(`${name}.csv`)} bytes before, ${size(`${name}.parquet`)} after`,
      );
      const back = join(dir, `${name}.back`);
      const result = await runTask(
        "logs",
        [join(dir, `${name}.parquet`), "--to", "csv", "--out", back],
        env,
      );
      assertEquals([result.code, result.stderr], [0, ""]);
      assert(Deno.readTextFileSync(back) === Deno.readTextFileSync(join(dir, `${name}.csv`)), name);
    }
  });
});

Deno.test("logs converts the log of the data folder if none is named, a compressed one if it is", async () => {
  await withFolder(async (dir) => {
    const env = { DZ_DATA: dir };
    Deno.writeTextFileSync(join(dir, "logs.csv"), header + good);
    assertEquals((await runTask("logs", ["--to", "parquet"], env)).code, 0);
    Deno.removeSync(join(dir, "logs.csv"));
    assertEquals((await runTask("logs", ["--to", "csv"], env)).code, 0);
    assertEquals(Deno.readTextFileSync(join(dir, "logs.csv")), header + good);
    const compressed = join(dir, "old.csv.gz");
    Deno.writeFileSync(compressed, gzipSync(header + good));
    assertEquals((await runTask("logs", ["--to", "parquet", compressed], env)).code, 0);
    assertEquals(filesIn(dir), ["logs.csv", "logs.parquet", "old.csv.gz", "old.parquet"]);
  });
});

Deno.test("logs replaces a file only if that is wished", async () => {
  await withFolder(async (dir) => {
    const env = { DZ_DATA: dir };
    Deno.writeTextFileSync(join(dir, "logs.csv"), header + good);
    Deno.writeTextFileSync(join(dir, "logs.parquet"), "precious");
    const refused = await runTask("logs", ["--to", "parquet"], env);
    assertOneLine(refused, {
      code: 1,
      message: /Cannot write .*logs\.parquet: it is there. --force/,
    });
    assertEquals(Deno.readTextFileSync(join(dir, "logs.parquet")), "precious");
    assertEquals((await runTask("logs", ["--to", "parquet", "--force"], env)).code, 0);
    assertMatch(Deno.readTextFileSync(join(dir, "logs.parquet")), /^PAR1/);
  });
});

Deno.test("logs names the first line that cannot be converted, or leaves such lines out", async () => {
  await withFolder(async (dir) => {
    const env = { DZ_DATA: dir };
    const log = join(dir, "logs.csv");
    const bad = "yesterday,101,prod_001,view,firefox\n2025-11-28 20:03:22,101,prod_001\n";
    Deno.writeTextFileSync(log, `${header.trim()},agent\n${bad}${good.trim()},x\n`);
    const failed = await runTask("logs", ["--to", "parquet"], env);
    assertOneLine(failed, {
      code: 1,
      message: /Cannot convert .*logs\.csv: line 2 has the timestamp "yesterday".*--skip-bad/,
    });
    assertEquals(filesIn(dir), ["logs.csv"]);
    const { code, stdout, stderr } = await runTask("logs", ["--to", "parquet", "--skip-bad"], env);
    assertEquals(code, 0);
    assertStringIncludes(stdout, "logs.parquet: 1 rows of ");
    assertEquals(
      stderr,
      `${log}: left out 2 lines\n`,
    );
  });
});

Deno.test("logs fails in one line for a file that cannot be read", async () => {
  await withFolder(async (dir) => {
    const env = { DZ_DATA: dir };
    const broken = join(dir, "broken.parquet");
    Deno.writeTextFileSync(broken, "PAR1 and no more");
    for (
      const [args, message] of [
        [["--to", "parquet"], /Cannot read .*logs\.csv: no such file/],
        [["--to", "csv"], /Cannot read .*logs\.parquet: no such file/],
        [["--to", "csv", broken], /Cannot read .*broken\.parquet: .*no Parquet file/],
      ] as const
    ) {
      assertOneLine(await runTask("logs", args, env), { code: 1, message });
    }
    assertEquals(filesIn(dir), ["broken.parquet"]);
  });
});

Deno.test("logs shows its flags, and ends with exit code 2 if it is called wrongly", async () => {
  const help = await runTask("logs", ["--help"]);
  assertEquals([help.code, help.stderr], [0, ""]);
  for (const flag of ["--to", "--out", "--force", "--skip-bad"]) {
    assertMatch(help.stdout, new RegExp(`^  ${flag}\\b`, "m"));
  }
  for (
    const args of [
      [],
      ["a.csv"],
      ["--to", "xml"],
      ["--to", "csv", "--colour"],
      ["--to", "parquet", "a.csv", "b.csv", "--out", "c.parquet"],
      ["--to", "csv", "a.parquet", "--out", "./a.parquet"],
      ["--to", "csv", "a.parquet", "--out", "a.csv.gz"],
    ]
  ) {
    const { code, stdout, stderr } = await runTask("logs", args);
    assertEquals([code, stdout], [2, ""], `${args.join(" ")}: ${stderr}`);
    assert(stderr.length < 250, stderr);
  }
});

Deno.test("logs that is interrupted leaves nothing, and the file that was there", async () => {
  await withFolder(async (dir) => {
    const env = { DZ_DATA: dir };
    Deno.writeTextFileSync(join(dir, "logs.csv"), header + good.repeat(3_000_000));
    Deno.writeTextFileSync(join(dir, "logs.parquet"), "precious");
    for (const args of [["--to", "parquet", "--force"], ["--to", "csv", "--force"]]) {
      const child = startTask("logs", args, env);
      const result = resultOf(child);
      await until(
        "the new file is being written",
        () => filesIn(dir).some((name) => name.endsWith(".tmp")),
      );
      child.kill("SIGINT");
      assertEquals((await result).code, 130);
      assertEquals(filesIn(dir), ["logs.csv", "logs.parquet"]);
      if (args[1] === "csv") break;
      assertEquals(Deno.readTextFileSync(join(dir, "logs.parquet")), "precious");
      assertEquals((await runTask("logs", args, env)).code, 0);
    }
    assertEquals(Deno.statSync(join(dir, "logs.csv")).size, header.length + 3e6 * good.length);
  });
});
