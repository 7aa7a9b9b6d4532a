/** ClickHouse in its own process, real: started, asked, killed, moved to another port, stopped, removed. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { Readable } from "node:stream";
import { join } from "node:path";
import { DzError } from "../../../lib/base/errors.ts";
import { readSettings, type Settings } from "../../../lib/base/settings.ts";
import { type ClickHouse, connect } from "../../../lib/clickhouse/connect.ts";
import { embeddedOptions, urlOf } from "../../../lib/clickhouse/database.ts";
import { publishTables, settle, withClickHouse } from "../../../lib/clickhouse/mod.ts";
import { declareIntent } from "../../../lib/clickhouse/publishing/intent.ts";
import { placeOf, stagingName } from "../../../lib/clickhouse/publishing/staging_names.ts";
import {
  embeddedStatus,
  resetEmbedded,
  startEmbedded,
  stopEmbedded,
} from "../../../lib/clickhouse/server/embedded.ts";
import { loadServer, stateFile } from "../../../lib/clickhouse/server/state_file.ts";
import { killProcess, waitForExit } from "../../../lib/servers/stop_process.ts";

const silently = () => {};

Deno.test("the embedded ClickHouse, from its first start to its removal", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "dzstore-clickhouse-" });
  const settings = readSettings({ ...Deno.env.toObject(), CLICKHOUSE_URL: "", DZ_DATA: folder });
  const options = embeddedOptions(settings), { dir } = options;
  try {
    const step = (title: string, action: (clickHouse: ClickHouse) => Promise<void>) =>
      t.step(title, () => withClickHouse(settings, silently, action));

    await t.step("two starters at once end with one, whose password is its owner's", async () => {
      const servers = await Promise.all([1, 2].map(() => startEmbedded(options, silently)));
      assertEquals(servers[0], servers[1]);
      assertEquals((await Deno.stat(stateFile(dir))).mode! & 0o777, 0o600);
      assertEquals((await embeddedStatus(dir)).running, true);
    });

    await step("values go in and out as they are", valuesGoInAndOut);
    await step("every format streams or comes whole, and files are read and written", formats);
    await step("many ask at once, each with settings of its own", manyAtOnce);
    await step("tables are published together", publishing);
    await t.step("what goes wrong is one line, without the password", () => faults(settings));

    await t.step(
      "killed, it is started again with its data; a taken port is given up",
      async () => {
        const before = await embeddedStatus(dir);
        killProcess(before.pid ?? 0);
        assert(await waitForExit(before.pid ?? 0, 10_000));
        assertEquals((await embeddedStatus(dir)).running, false);
        await withClickHouse(settings, silently, async (clickHouse) => {
          assertEquals(await clickHouse.rows("select v from shop.a"), [{ v: 3 }]);
        });
        const after = await embeddedStatus(dir);
        assertEquals(after.port, before.port);
        assertNotEquals(after.pid, before.pid);

        await assertRejects(() => resetEmbedded(dir), DzError, `process ${after.pid}`);
        assertEquals(await stopEmbedded(dir), true);
        assertEquals(await stopEmbedded(dir), false);
        using _other = Deno.listen({ hostname: "127.0.0.1", port: after.port ?? 0 });
        const told: string[] = [];
        await withClickHouse(settings, (line) => told.push(line), async (clickHouse) => {
          assertEquals(await clickHouse.rows("select v from shop.a"), [{ v: 3 }]);
        });
        assertStringIncludes(told.join("\n"), "which gets another; its data stay");
      },
    );

    await t.step("a note that is lost costs nothing: it is known by its signature", async () => {
      const { pid } = await embeddedStatus(dir);
      await Deno.remove(join(dir, "process.json"));
      assertEquals((await embeddedStatus(dir)).pid, pid);
    });

    await t.step("stopped, it is removed with its data", async () => {
      await stopEmbedded(dir);
      assertEquals(await resetEmbedded(dir), true);
      assertEquals(await resetEmbedded(dir), false);
    });
  } finally {
    await stopEmbedded(dir);
    await Deno.remove(folder, { recursive: true });
  }
});

async function valuesGoInAndOut({ run, rows, insert }: ClickHouse) {
  await run("create database try");
  await run(
    "create table try.t (a UInt64, s String, d Nullable(Decimal(12, 2)), t DateTime) " +
      "engine = MergeTree order by a",
  );
  const written = [
    { a: "1", s: 'l\'été\n\t\\ \0 "q" 😀', d: "12.34", t: "2017-10-15 00:30:00" },
    { a: "18446744073709551615", s: "", d: null, t: "2018-12-31 23:30:00" },
  ];
  await insert("try.t", written);
  assertEquals(await rows("select * from try.t order by a"), written);
  const asked = { i: 7, s: "it's\n\t\\N 'q' \\", l: ["a'b", ""], n: null, e: "" };
  const query = "select {i:UInt8} i, {s:String} s, {l:Array(String)} l, {n:Nullable(String)} n, " +
    "{e:String} e";
  assertEquals(await rows(query, asked), [asked]);
  const missed = "select y from (select 1 as k) l left join (select 2 as k, 'b' as y) r using k";
  assertEquals(await rows(missed), [{ y: null }]);
}

async function formats({ client, run, rows }: ClickHouse) {
  const sizes: Record<string, number> = {};
  const count = 150_000; // more than two blocks
  for (const format of ["JSON", "JSONEachRow", "CSVWithNames", "Parquet", "Native"]) {
    const query = `select number as n from numbers(${count}) format ${format}`;
    const { stream } = await client.exec({ query });
    const pieces: Uint8Array[] = [];
    for await (const piece of stream) pieces.push(piece);
    const bytes = new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
    sizes[format] = bytes.length;
    const text = new TextDecoder().decode(bytes);
    if (format === "JSON") assertEquals(JSON.parse(text).data.length, count);
    if (format === "JSONEachRow") assertEquals(text.split("\n").length, count + 1);
    if (format.startsWith("JSON")) continue;
    await run("create or replace table try.n (n UInt64) engine = MergeTree order by n");
    const { stream: answer } = await client.exec({
      query: `insert into try.n format ${format}`,
      values: Readable.from(pieces, { objectMode: false }),
    });
    answer.destroy();
    const [sum] = await rows<{ c: string; s: string }>("select count() c, sum(n) s from try.n");
    assertEquals(sum, { c: `${count}`, s: `${count * (count - 1) / 2}` }, format);
  }
  assert((sizes.Parquet ?? 0) > 0 && (sizes.Parquet ?? 0) < (sizes.Native ?? 0));
  const folder = await Deno.makeTempDir(), file = join(folder, "n.parquet");
  await run(`insert into function file('${file}', Parquet) select n from try.n`);
  assertEquals(await rows(`select count() c from file('${file}')`), [{ c: `${count}` }]);
  await Deno.remove(folder, { recursive: true });
  await run("drop database try sync");
}

async function manyAtOnce({ client, rows }: ClickHouse) {
  const asked = Array.from({ length: 60 }, (_, i) => i + 1);
  const answers = await Promise.all(asked.map(async (i) => {
    const result = await client.query({
      query: "select toString(getSetting('max_threads')) as n",
      format: "JSONEachRow",
      clickhouse_settings: { max_threads: i },
    });
    return (await result.json<{ n: string }>())[0]?.n;
  }));
  assertEquals(answers, asked.map(String));
  // Who goes away leaves nothing behind.
  const { stream } = await client.exec({ query: "select * from numbers(1e9) format CSV" });
  stream.destroy();
  assertEquals(await rows("select 1 as one"), [{ one: 1 }]);
}

const columns = "(v Int32) engine = MergeTree order by v";

async function publishing(clickHouse: ClickHouse) {
  const { run, rows } = clickHouse;
  const put = (values: Readonly<Record<string, number>>) =>
    publishTables(clickHouse, {
      database: "shop",
      tables: Object.fromEntries(Object.keys(values).map((name) => [name, columns])),
      fill: async (tables) => {
        for (const [name, value] of Object.entries(values)) {
          await run(`insert into ${tables[name]} values (${value})`);
        }
      },
      check: ({ a }) => {
        if (values.a === 99) throw new RangeError(`Cannot take ${a}`);
      },
    });
  const there = async () => {
    const names = await rows<{ name: string }>(
      "select name from system.tables where database = 'shop' order by name",
    );
    const values = await rows<{ v: number }>(
      "select v from (select * from shop.a union all select * from shop.b) order by v",
    );
    return [...names.map(({ name }) => name), ...values.map(({ v }) => v)];
  };
  assertEquals(await put({ a: 1, b: 2 }), { a: 1, b: 1 });
  await assertRejects(() => put({ a: 99, b: 100 }), RangeError);
  assertEquals(await there(), ["a", "b", 1, 2]);

  await run(`create table shop.c ${columns}`);
  const error = await assertRejects(() => put({ a: 5, c: 6 }), DzError);
  assertMatch(error.message, /^Cannot publish in shop: the kit did not make c \(0 rows\) there/);
  await run("drop table shop.c sync");

  // Killed after it had decided, and had exchanged the first of two.
  const killed = `${placeOf(clickHouse.place)}abcdef`;
  for (const [name, value] of [["a", 3], ["b", 4]] as const) {
    const staging = `shop.${stagingName(name, killed)}`;
    await run(`create table ${staging} ${columns} comment 'made by DzStore'`);
    await run(`insert into ${staging} values (${value})`);
  }
  await declareIntent(clickHouse, "shop", killed, ["a", "b"]);
  await run(`exchange tables shop.a and shop.${stagingName("a", killed)}`);
  await settle(clickHouse, "shop");
  assertEquals(await there(), ["a", "b", 3, 4]);

  // Killed before: what it left goes. A run elsewhere, and a table that is only called like one, stay.
  const others = [stagingName("a", "00000000abcdef"), stagingName("ab", killed)];
  for (const name of [stagingName("a", killed), ...others]) {
    await run(`create table shop.${name} ${columns} comment 'made by DzStore'`);
  }
  await Promise.all([put({ a: 3, b: 7 }), put({ a: 3, b: 7 })]);
  assertEquals(await there(), ["a", ...others, "b", 3, 7]);
}

async function faults({ dataDir }: Settings) {
  const server = await loadServer(join(dataDir, "clickhouse"));
  if (!server) throw new TypeError("Cannot try without a server");
  const fault = async (changes: Partial<typeof server>, sql = "select 1", path = "") => {
    const url = `${urlOf({ ...server, ...changes })}${path}`;
    const error = await assertRejects(async () => {
      await using clickHouse = await connect(url, dataDir);
      await clickHouse.rows(sql);
    }, DzError);
    assertEquals(error.message.includes("\n") || error.message.includes(server.password), false);
    return error.message;
  };
  assertMatch(await fault({ password: "wr0ng" }), /^Cannot log in to ClickHouse at .*:\*\*\*@/);
  assertMatch(await fault({ port: 1 }), /^Cannot reach ClickHouse at .*: nothing listens there\./);
  assertMatch(await fault({}, "select * from nope"), /^ClickHouse refused: .*nope.* \(error 60\)$/);
  const late = "select number, throwIf(number = 900000, 'too late') from numbers(1000000)";
  assertMatch(await fault({}, late), /^ClickHouse refused: too late.* \(error 395\)$/);
  assertMatch(await fault({}, "select 1", "/a?b=c"), /nothing may follow the database/);
}
