/** ClickHouse's protocol of HTTP, over an engine that only notes what it is asked. */
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { answer } from "../../../../lib/clickhouse/server/child/answer.ts";
import {
  type Engine,
  EngineError,
  NotStreamedError,
  type Statement,
} from "../../../../lib/clickhouse/server/child/engine.ts";
import { encoded } from "../../../../lib/base/text/encoded.ts";

const credentials = { user: "dzstore", password: "s3cret" };
const login = { "X-ClickHouse-User": "dzstore", "X-ClickHouse-Key": "s3cret" };

/** An engine that gives these pieces, and what it was asked. */
function noting(pieces: readonly (string | Error)[] = []) {
  const asked: string[] = [];
  const note = (how: string, { sql, format, parameters }: Statement) =>
    asked.push([how, sql, format, ...[...parameters].flat()].join(" | "));
  async function* given() {
    for (const piece of pieces) {
      if (piece instanceof Error) throw piece;
      yield await Promise.resolve(encoded(piece));
    }
    return { rows: 0, bytes: 0 };
  }
  const engine: Engine = {
    version: "0",
    connect: () => {
      asked.push("open");
      return Promise.resolve({
        whole(statement) {
          note("whole", statement);
          return /^(SET|USE) /.test(statement.sql) ? noting().nothing() : given();
        },
        async *streamed(statement) {
          note("streamed", statement);
          if (statement.sql.startsWith("WITH")) throw new NotStreamedError();
          return yield* given();
        },
        async insert(statement, data) {
          let text = "";
          for await (const piece of data) text += new TextDecoder().decode(piece);
          note(`insert ${text}`, statement);
          return { rows: 2, bytes: 5 };
        },
        [Symbol.asyncDispose]: () => Promise.resolve(void asked.push("close")),
      });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const nothing = async function* () {
    yield* [];
    return await Promise.resolve({ rows: 0, bytes: 0 });
  };
  return { engine, asked, nothing };
}

const post = (query: string, body: BodyInit, headers: Record<string, string> = login) =>
  new Request(`http://127.0.0.1/${query}`, { method: "POST", body, headers });

Deno.test("a ping needs no login; everything else does, in the three ways of ClickHouse", async () => {
  const { engine, asked } = noting(["1\n"]);
  const ask = (request: Request) => answer(engine, credentials, request);
  assertEquals(await (await ask(new Request("http://127.0.0.1/ping"))).text(), "Ok.\n");
  for (const headers of [{}, { ...login, "X-ClickHouse-Key": "s3cre" }]) {
    const refused = await ask(post("", "SELECT 1", headers as Record<string, string>));
    assertEquals([refused.status, refused.headers.get("X-ClickHouse-Exception-Code")], [
      403,
      "516",
    ]);
    assertMatch(await refused.text(), /^Code: 516\. DB::Exception: .*\(AUTHENTICATION_FAILED\)$/m);
  }
  assertEquals(asked, []);
  const basic = { Authorization: `Basic ${btoa("dzstore:s3cret")}` };
  for (const [query, headers] of [["", basic], ["?user=dzstore&password=s3cret", {}]] as const) {
    assertEquals(await (await ask(post(query, "SELECT 1", headers))).text(), "1\n");
  }
});

Deno.test("a query is prepared by its settings and database, and handed over as it is made", async () => {
  const { engine, asked } = noting(["a\n", "b\n"]);
  const query = "?query_id=7&database=sh%60op&max_threads=1&param_x=it%27s";
  const response = await answer(engine, credentials, post(query, "SELECT {x:String} FORMAT CSV"));
  assertEquals(response.headers.get("X-ClickHouse-Query-Id"), "7");
  assertEquals(response.headers.get("X-ClickHouse-Format"), "CSV");
  assertEquals(await response.text(), "a\nb\n");
  assertEquals(asked, [
    "open",
    "whole | USE `sh\\`op` | TabSeparated",
    "whole | SET `max_threads` = '1' | TabSeparated",
    "streamed | SELECT {x:String} FORMAT CSV | CSV | x | it's",
    "close",
  ]);
});

Deno.test("a format with a frame, and what is no query, are answered whole", async () => {
  for (
    const [sql, format] of [
      ["SELECT 1 FORMAT JSON", "JSON"],
      ["/* FORMAT CSV */ CREATE TABLE t", "TabSeparated"],
      ["-- SELECT\nINSERT INTO t SELECT 1", "TabSeparated"],
    ] as const
  ) {
    const { engine, asked } = noting(["x"]);
    await (await answer(engine, credentials, post("", sql))).text();
    assertEquals(asked, ["open", `whole | ${sql} | ${format}`, "close"]);
  }
  const waiting = noting(["x"]);
  const wait = post("?wait_end_of_query=1", "SELECT 1 FORMAT CSV");
  await (await answer(waiting.engine, credentials, wait)).text();
  assertEquals(waiting.asked, ["open", "whole | SELECT 1 FORMAT CSV | CSV", "close"]);
  const { engine, asked } = noting(["x"]); // one that looks like a query, and is none
  await (await answer(engine, credentials, post("", "WITH 1 AS a INSERT INTO t"))).text();
  assertEquals(asked.map((one) => one.split(" ")[0]), ["open", "streamed", "whole", "close"]);
});

Deno.test("an insert takes its data from the body, packed or not", async () => {
  const { engine, asked } = noting();
  const query = `?query=${encodeURIComponent("INSERT INTO t (a) FORMAT JSONEachRow")}`;
  const packed = new Blob(['{"a":1}\n']).stream().pipeThrough(new CompressionStream("gzip"));
  const gzip = { ...login, "Content-Encoding": "gzip" };
  for (const [body, headers] of [['{"a":1}\n', login], [packed, gzip]] as const) {
    const response = await answer(engine, credentials, post(query, body, headers));
    const summary = JSON.parse(response.headers.get("X-ClickHouse-Summary") ?? "{}");
    assertEquals([summary.written_rows, summary.written_bytes], ["2", "5"]);
  }
  const one = 'insert {"a":1}\n | INSERT INTO t (a)  | JSONEachRow';
  assertEquals(asked.filter((line) => line.startsWith("insert")), [one, one]);
  assertEquals(asked.filter((line) => line === "close").length, 2);
});

Deno.test("an error before the first piece has its number; one after it ends the connection", async () => {
  const unknown = "Error: Code: 60. DB::Exception: Unknown table t. (UNKNOWN_TABLE)";
  const early = noting([new EngineError(unknown)]);
  const told = await answer(early.engine, credentials, post("", "SELECT * FROM t FORMAT CSV"));
  assertEquals([told.status, told.headers.get("X-ClickHouse-Exception-Code")], [404, "60"]);
  assertEquals(await told.text(), `${unknown.slice("Error: ".length)}\n`);
  const late = noting(["1\n", new EngineError(unknown)]);
  const cut = await answer(late.engine, credentials, post("", "SELECT * FROM t FORMAT CSV"));
  await assertRejects(() => cut.text(), EngineError);
  assertEquals([early.asked.at(-1), late.asked.at(-1)], ["close", "close"]);
});

Deno.test("who goes away ends the query; sessions and unknown packings are refused", async () => {
  const { engine, asked } = noting(["a", "b", "c"]);
  const response = await answer(engine, credentials, post("", "SELECT 1 FORMAT CSV"));
  await response.body?.cancel();
  assertEquals(asked.at(-1), "close");
  const session = await answer(engine, credentials, post("?session_id=a", "SELECT 1"));
  assertEquals(session.status, 501);
  const packed = post("", "x", { ...login, "Content-Encoding": "zstd" });
  assertEquals((await answer(engine, credentials, packed)).status, 501);
  assertEquals((await answer(engine, credentials, post("", " "))).status, 400);
});
