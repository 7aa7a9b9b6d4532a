import { pause } from "../../../lib/base/pause.ts";
import { parse } from "@std/csv";
import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { type Db, MongoClient } from "mongodb";
import { gzipSync } from "node:zlib";
import { drawn } from "../../support/drawn.ts";
import { withFolder } from "../support/folder.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { resultOf, runTask, startTask, type TaskResult } from "../support/task.ts";
import { assertOneLine } from "./one_line.ts";
import { collectionVersion } from "./store_version.ts";

/** What `trends --json` prints. */
interface Report {
  readonly rows_read: number;
  readonly rows_kept: number;
  readonly trends: { rank: number; product_name: string; views: number }[];
}

/** A file to read trends from. */
interface Log {
  readonly title: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly args?: readonly string[];
}

/** A log that can be used, and what must be found in it. */
interface UsableLog extends Log {
  readonly kept: number;
  readonly views: readonly (readonly [product: number, views: number])[];
  /** Each line that must be set aside: its number and the reason. */
  readonly rejected?: readonly (readonly [line: number, reason: string])[];
}

const header = "timestamp,user_id,product_id,event_type\n";
const row = (product: string, event = "view") => `2025-11-28T20:03:22Z,101,${product},${event}\n`;
const [one, two] = [row("prod_001"), row("prod_002")];
const good = one.repeat(60) + two.repeat(40);
const goodViews = [[1, 60], [2, 40]] as const;

/** Text as another program may have saved it. */
function utf16(text: string): Uint8Array<ArrayBuffer> {
  const codes = Uint16Array.from(`\ufeff${text}`, (character) => character.charCodeAt(0));
  return new Uint8Array(codes.buffer);
}
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const unusable: (Log & { readonly message: RegExp })[] = [
  { title: "an empty file", content: "", message: /it is empty, expected the header timestamp,/ },
  { title: "a header without rows", content: header, message: /a header and no rows/ },
  { title: "no header", content: good, message: /line 1 is "2025-.*expected the header/ },
  { title: "a header cut off", content: header.slice(0, 30), message: /expected the header/ },
  {
    title: "a column named twice, with other values",
    content: `${header.trim()},product_id\n${one.trim()},prod_002\n`,
    message: /line 1 names the column product_id twice/,
  },
  {
    title: "what xz has packed",
    content: Uint8Array.fromHex("fd377a585a000004"),
    message: /it is compressed with xz; unpack it/,
  },
  { title: "UTF-16", content: utf16(header + good), message: /UTF-16; save it as UTF-8/ },
  {
    title: "6 bad rows in 106",
    content: header + good + "what?\n".repeat(6),
    message: /5\.7 % of its rows are unusable.*6 wrong field count \(lines 102, .*--max-rejected/,
  },
  {
    title: "a bad row when none is allowed",
    content: header + good + row("prod_001", "look"),
    args: ["--max-rejected", "0"],
    message: /1 unknown event \(line 102\)/,
  },
];

const usable: UsableLog[] = [
  { title: "CRLF", content: (header + good).replaceAll("\n", "\r\n"), kept: 100, views: goodViews },
  {
    title: "a byte order mark",
    content: `\ufeff${header}${good}`,
    kept: 100,
    views: goodViews,
  },
  {
    title: "gzip without .gz, in two pieces",
    content: new Uint8Array([...gzipSync(header), ...gzipSync(good)]),
    kept: 100,
    views: goodViews,
  },
  {
    title: "logs joined by cat, each with its header",
    content: `${header}${good}${header}\ufeff${header}${two}`,
    kept: 101,
    views: [[1, 60], [2, 41]],
  },
  {
    title: "a last line without its end",
    content: header + good + one.trimEnd(),
    kept: 101,
    views: [[1, 61], [2, 40]],
  },
  {
    title: "a last line cut off in its middle",
    content: header + good + one.slice(0, 25),
    kept: 100,
    views: goodViews,
    rejected: [[102, "wrong field count"]],
  },
  {
    title: "columns in another order and one more, with quoted commas and quotes",
    content: "event_type,note,product_id,user_id,timestamp\n" +
      'view,"a, b",prod_001,101,2025-11-28T20:03:22Z\n'.repeat(3) +
      'view,"she said ""no"", and left","prod_002",101,2025-11-28 20:03:22.5+01:00\n'.repeat(2) +
      'buy,"a, b",prod_002,101,2025-11-28T20:03:22Z\n',
    kept: 6,
    views: [[1, 3], [2, 2]],
  },
  {
    title: "5 bad rows in 105, each for a reason of its own",
    content: header + row("prod_999") + row("prod_001", "VIEW") + good +
      `2025-02-30T20:03:22Z,101,prod_001,view\n` + `2025-11-28T20:03:22Z,101,"prod_001,view\n` +
      `2025-11-28T20:03:22Z,101,prod_001\n` + "\n\n",
    kept: 100,
    views: goodViews,
    rejected: [
      [2, "unknown product"],
      [3, "unknown event"],
      [104, "bad timestamp"],
      [105, "unpaired quotes"],
      [106, "wrong field count"],
    ],
  },
  {
    title: "mostly bad rows, when that is allowed",
    content: header + one.repeat(2) + "x\n".repeat(8),
    args: ["--max-rejected", "100"],
    kept: 2,
    views: [[1, 2]],
    rejected: [4, 5, 6, 7, 8, 9, 10, 11].map((line) => [line, "wrong field count"] as const),
  },
  {
    title: "NUL bytes and a name in Latin-1",
    content: latin1(header + good + "\0\0\0\0\n" + row("T\xe9l\xe9phone")),
    kept: 100,
    views: goodViews,
    rejected: [[102, "wrong field count"], [103, "unknown product"]],
  },
];

/** The lines set aside in a quarantine file. */
async function quarantined(path: string): Promise<[number, string][]> {
  const rows = parse(await Deno.readTextFile(path), { skipFirstRow: true });
  return rows.map(({ line, reason }) => [Number(line), reason ?? ""]);
}

/** The quarantine file that a task names. */
function quarantineOf({ stderr }: TaskResult): string {
  const path = /(?:They|of them) are in (.+)\n/.exec(stderr)?.[1] ?? "";
  assertStringIncludes(path, "quarantine", stderr);
  return path;
}

/** The names of the files in a folder that may be missing. */
function filesIn(dir: string): string[] {
  try {
    return [...Deno.readDirSync(dir)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function resultsOf(db: Db): Promise<string[]> {
  return [
    await collectionVersion(db, "analytics_trends"),
    await collectionVersion(db, "trending_products"),
  ];
}

/** The most memory that a task used, in bytes, read while it runs; and how it ended. */
async function measured(child: Deno.ChildProcess): Promise<[peak_bytes: number, TaskResult]> {
  let ended = false;
  const result = resultOf(child).finally(() => ended = true);
  let peak_kb = 0;
  while (!ended) {
    const status = await Deno.readTextFile(`/proc/${child.pid}/status`).catch(() => "");
    peak_kb = Math.max(peak_kb, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0));
    await pause(10);
  }
  return [peak_kb * 1024, await result];
}

/** Writes a good log in which one line is 1 GiB of zeros, which take no room on the disk. */
async function writeLongLine(path: string): Promise<void> {
  await Deno.writeTextFile(path, header + good);
  await Deno.truncate(path, 2 ** 30);
  await Deno.writeTextFile(path, `\n${two}`, { append: true });
}

Deno.test("trends takes what it can use of a log and keeps the old trends otherwise", async (t) => {
  await withEmptyDatabase((uri) =>
    withFolder(async (dir) => {
      await using client = new MongoClient(uri);
      const db = client.db(testDatabase);
      const data = join(dir, "data");
      const env = { MONGODB_URI: uri, DZ_DATA: data };
      const log = join(dir, "log.csv");
      const trends = (...args: readonly string[]) => runTask("trends", args, env);
      const reportOf = ({ code, stdout, stderr }: TaskResult): Report => {
        assertEquals(code, 0, stderr);
        return JSON.parse(stdout);
      };

      for (
        const [task, ...args] of [
          ["trends"],
          ["trends", "--follow"],
          ["recs"],
          ["vip", "--json"],
          ["pipeline", "--keep-data", "--json"],
        ]
      ) {
        await t.step(
          `${[task, ...args].join(" ")} on an empty database says what to run first`,
          async () => {
            await Deno.writeTextFile(log, header + good);
            const result = await runTask(task ?? "", args, env);
            const lines = result.stderr.trim().split("\n");
            const lastLine = `${lines.at(-1)}\n`;
            assertOneLine({ ...result, stderr: lastLine }, {
              code: 1,
              message: /has no (products|orders|users)\. Run `deno task generate` first$/m,
            });
          },
        );
      }

      const size = ["--users", "100", "--orders", "200", "--events", "2000"];
      assertEquals((await runTask("generate", size, env)).code, 0);
      reportOf(await trends("--json"));
      const names = new Map(
        (await db.collection("products").find().toArray()).map(({ _id, name }) => [`${_id}`, name]),
      );
      const named = (views: UsableLog["views"]) =>
        views.map(([product, views], index) => ({
          rank: index + 1,
          product_name: names.get(`prod_${String(product).padStart(3, "0")}`),
          views,
        }));
      let old = await resultsOf(db);
      assertMatch(old.join(), /^10 documents .*,\d\d documents /);

      await t.step("a missing file and a folder are refused in one line", async () => {
        const missing = join(dir, "nothing.csv");
        for (const flag of ["--logs", "--web-traffic"]) {
          const no = /^Error: Cannot read .*nothing\.csv: no such file or folder/;
          assertOneLine(await trends(flag, missing), { code: 1, message: no });
        }
        const empty = join(dir, "empty");
        await Deno.mkdir(empty);
        assertOneLine(await trends("--logs", empty), {
          code: 2,
          message: /^Error: Cannot read the folder .*empty: it has no \.csv/,
        });
        assertOneLine(await trends("--web-traffic", empty), {
          code: 1,
          message: /^Error: Cannot read .*: it is a folder, not a file/,
        });
        assertEquals(await resultsOf(db), old);
      });

      for (const { title, content, args = [], message } of await drawn("unusable", unusable)) {
        await t.step(`${title}: refused in one line, the old trends stay`, async () => {
          await Deno.writeFile(log, typeof content === "string" ? utf8(content) : content);
          const result = await trends("--logs", log, ...args);
          assertOneLine(result, { code: 1, message });
          assertStringIncludes(result.stderr, log);
          assertEquals(await resultsOf(db), old);
        });
      }

      for (
        const { title, content, args = [], kept, views, rejected = [] } of await drawn(
          "usable",
          usable,
        )
      ) {
        await t.step(`${title}: counted, every other line set aside`, async () => {
          await Deno.writeFile(log, typeof content === "string" ? utf8(content) : content);
          const result = await trends("--logs", log, "--json", ...args);
          const { rows_read, rows_kept, trends: found } = reportOf(result);
          assertEquals(rows_kept, kept);
          assertEquals(rows_read, kept + rejected.length);
          assertEquals<unknown>(found, named(views));
          if (rejected.length > 0) {
            assertEquals<unknown>(await quarantined(quarantineOf(result)), rejected);
          } else {
            assertEquals(result.stderr, "");
            assertEquals(filesIn(join(data, "quarantine")), []);
          }
        });
      }

      await t.step({
        name: "a folder with a link, a pipe and a subfolder: what is left out is said",
        ignore: Deno.build.os === "windows",
        fn: async () => {
          const folder = join(dir, "folder"), pipe = join(folder, "pipe.csv");
          await Deno.mkdir(join(folder, "old"), { recursive: true });
          await Deno.writeTextFile(log, header + good);
          await Deno.symlink("../log.csv", join(folder, "link.csv"));
          await new Deno.Command("mkfifo", { args: [pipe] }).output();
          const linked = await trends("--logs", folder, "--json");
          assertEquals(reportOf(linked).rows_kept, 100);
          assertEquals(linked.stderr, `${folder}: left out old/, pipe.csv\n`);
          const writing = Deno.writeTextFile(pipe, header + two);
          const { rows_kept } = reportOf(await trends("--logs", pipe, log, "--json"));
          await writing;
          assertEquals(rows_kept, 101);
          const chart = ["--chart", join(folder, "link.csv")];
          assertOneLine(await trends("--logs", log, ...chart), {
            code: 2,
            message: /^Error: Cannot write .*link\.csv: it is the input .*log\.csv by another name/,
          });
          await Deno.remove(folder, { recursive: true });
        },
      });

      await t.step("a line of 1 GiB is set aside without being held in memory", async () => {
        await writeLongLine(log);
        const child = startTask("trends", ["--logs", log, "--json"], env);
        const [peak_bytes, result] = await measured(child);
        await Deno.remove(log);
        const report = reportOf(result);
        assertEquals([report.rows_read, report.rows_kept], [102, 101]);
        assertEquals<unknown>(report.trends, named([[1, 60], [2, 41]]));
        const quarantine = quarantineOf(result);
        assertEquals(await quarantined(quarantine), [[102, "line too long"]]);
        assertLess((await Deno.stat(quarantine)).size, 10_000);
        if (Deno.build.os !== "linux") return;
        assertGreater(peak_bytes, 2 ** 20);
        assertLess(peak_bytes, 400e6);
      });

      await t.step("a first line of 1 GiB is refused as no header", async () => {
        await Deno.writeTextFile(log, "timestamp");
        await Deno.truncate(log, 2 ** 30);
        const [peak_bytes, result] = await measured(startTask("trends", ["--logs", log], env));
        await Deno.remove(log);
        assertOneLine(result, { code: 1, message: /line 1 is "timestamp.*expected the header/ });
        if (Deno.build.os === "linux") assertLess(peak_bytes, 400e6);
      });

      await t.step("web traffic in UTF-16 is refused, and both results stay", async () => {
        old = await resultsOf(db);
        await Deno.writeTextFile(log, header + two.repeat(5));
        const traffic = join(dir, "traffic.csv");
        await Deno.writeFile(
          traffic,
          utf16("timestamp,user_id,product_name,action\n2025-11-28T20:03:22Z,1,iPhone 15,view\n"),
        );
        const result = await trends("--logs", log, "--web-traffic", traffic);
        assertOneLine(result, { code: 1, message: /traffic\.csv: it is written in UTF-16/ });
        assertEquals(await resultsOf(db), old);
      });

      await t.step("web traffic in Latin-1 is counted but for the names it garbles", async () => {
        const line = (name: string) => `2025-11-28T20:03:22Z,1,${name},view\n`;
        const traffic = join(dir, "traffic.csv");
        await Deno.writeFile(
          traffic,
          latin1(
            "timestamp,user_id,product_name,action\n" + line("iPhone 15").repeat(30) +
              line("T\xe9l\xe9phone") + line('"PlayStation 5"').repeat(20),
          ),
        );
        const result = await trends("--logs", log, "--web-traffic", traffic, "--json");
        assertEquals(reportOf(result).rows_read, 5);
        const counted = await db.collection("trending_products")
          .find({}, { sort: { count: -1 }, projection: { _id: 0 } }).toArray();
        assertEquals<unknown>(counted, [
          { product_name: "iPhone 15", count: 30 },
          { product_name: "PlayStation 5", count: 20 },
        ]);
        assertEquals(await quarantined(quarantineOf(result)), [[32, "unknown product"]]);
      });

      await t.step("what a killed run left in quarantine goes with the next good log", async () => {
        await Deno.writeTextFile(log, header + good + "bad\n");
        const quarantine = quarantineOf(await trends("--logs", log));
        await Deno.rename(quarantine, `${quarantine}.99999999.1.tmp`);
        await Deno.writeTextFile(log, header + good);
        reportOf(await trends("--logs", log, "--json"));
        const left = filesIn(join(data, "quarantine"));
        assertEquals(left.filter((name) => name.endsWith(".tmp")), []);
      });

      await t.step("two logs of the same name have a quarantine each", async () => {
        const other = join(dir, "other");
        await Deno.mkdir(other, { recursive: true });
        await Deno.writeTextFile(log, header + good + "bad shop\n");
        await Deno.writeTextFile(
          join(other, "log.csv"),
          "timestamp,user_id,product_name,action\n" +
            "2025-11-28T20:03:22Z,1,iPhone 15,view\n".repeat(50) + "bad tracker\n",
        );
        const web = ["--web-traffic", join(other, "log.csv")];
        const { stderr } = await trends("--logs", log, ...web);
        const files = [...new Set(stderr.match(/\S+quarantine\S+/g))];
        const texts = await Promise.all(files.map((file) => Deno.readTextFile(file)));
        assertStringIncludes(texts.join(), "bad shop");
        assertStringIncludes(texts.join(), "bad tracker");
      });

      await t.step("a place where nothing can be written is named in one line", async () => {
        await Deno.writeTextFile(log, header + good);
        const file = join(dir, "a file");
        await Deno.writeTextFile(file, "");
        const cannotWrite = { code: 1, message: /^Error: Cannot write \S/ } as const;
        for (const out of [file, join(file, "below"), "/proc/nowhere"]) {
          const args = ["--no-load", "--out", out];
          const result = await runTask("generate", args);
          assertOneLine(result, cannotWrite);
          assert(!/mkdir|os error/.test(result.stderr), result.stderr);
        }
        const nowhere = { MONGODB_URI: uri, DZ_DATA: "/proc/nowhere" };
        assertOneLine(await runTask("generate", [], nowhere), cannotWrite);
        assertOneLine(await runTask("pipeline", ["--json"], nowhere), cannotWrite);
        const quarantine = await runTask(
          "trends",
          ["--logs", join(dir, "half bad.csv"), "--web-traffic", join(dir, "traffic.csv")],
          nowhere,
        );
        assertOneLine(quarantine, { code: 1, message: /half bad\.csv: no such file/ });
        await Deno.writeTextFile(log, header + good + "bad\n");
        assertOneLine(
          await runTask("trends", [
            ...["--logs", log],
            ...["--web-traffic", join(dir, "traffic.csv")],
          ], nowhere),
          { code: 1, message: /^Error: Cannot write \/proc\/nowhere\/quarantine/ },
        );
        assertOneLine(await runTask("trends", ["--follow", "--logs", log], nowhere), {
          code: 1,
          message: /^Error: Cannot write \/proc\/nowhere\/follow/,
        });
        for (const task of ["recs", "trends"]) {
          const result = await runTask(task, [], { DZ_DATA: "/proc/nowhere" });
          assertMatch(result.stderr, /Error: Cannot keep the database in \/proc\/nowhere\/mongo: /);
          assertEquals([result.code, result.stdout], [1, ""]);
        }
      });

      await t.step({
        name: "a folder that is read-only is named in one line",
        ignore: Deno.build.os === "windows" || Deno.uid() === 0,
        fn: async () => {
          const readOnly = join(dir, "read-only");
          await Deno.mkdir(readOnly, { mode: 0o500 });
          const denied = {
            code: 1,
            message: /Cannot write .*read-only.*: permission denied/,
          } as const;
          assertOneLine(await runTask("generate", ["--no-load", "--out", readOnly]), denied);
        },
      });

      await t.step("a wrong password ends a task in one line that does not show it", async () => {
        const wrong = uri.replace(/:[^:@/]+@/, ":s3cret@");
        assertNotEquals(wrong, uri);
        const result = await runTask("recs", [], { ...env, MONGODB_URI: wrong });
        assertOneLine(result, { code: 1, message: /wrong user name or password/ });
        assert(!result.stderr.includes("s3cret"), result.stderr);
      });
    })
  );
});

const utf8 = (text: string) => new TextEncoder().encode(text);

Deno.test("a server that cannot be reached ends each task, and changes nothing", async (t) => {
  await withFolder(async (dir) => {
    const small = ["--users", "100", "--orders", "200", "--events", "2000"];
    const before = await runTask("generate", ["--no-load", ...small, "--seed", "5"], {
      DZ_DATA: dir,
    });
    assertEquals(before.code, 0, before.stderr);
    const logs = await Deno.readTextFile(join(dir, "logs.csv"));
    const calls = [
      ["pipeline", "--json", ...small],
      ["generate", ...small],
      ["trends"],
      ["recs"],
      ["vip"],
      ["db", "status"],
    ];
    const results = calls.map(async ([task = "", ...args]) => {
      const data = join(dir, task);
      await Deno.mkdir(data);
      await Deno.writeTextFile(join(data, "logs.csv"), logs);
      const result = await runTask(task, args, {
        MONGODB_URI: "mongodb://amina:s3cret@127.0.0.1:1/shop?replicaSet=rs0",
        DZ_DATA: data,
      });
      return { task, result, logsNow: await Deno.readTextFile(join(data, "logs.csv")) };
    });
    for (const { task, result, logsNow } of await Promise.all(results)) {
      await t.step(`${task} ends with one line that hides the password`, () => {
        const lines = result.stderr.trim().split("\n");
        const message = /Cannot reach MongoDB at mongodb:\/\/amina:\*\*\*@127\.0\.0\.1:1\/shop/;
        assertOneLine({ ...result, stderr: `${lines.at(-1)}\n` }, { code: 1, message });
        assert(!result.stderr.includes("s3cret"), result.stderr);
      });
      await t.step(`${task} leaves the logs, which belong to the store as it is`, () => {
        assert(logsNow === logs, "the logs were replaced, the store was not");
      });
    }
  });
});
