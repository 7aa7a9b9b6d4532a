/** What is said when a server cannot be used: servers that only pretend to be ClickHouse. */
import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { DzError, UsageError } from "../../lib/base/errors.ts";
import { readSettings } from "../../lib/base/settings.ts";
import { connect } from "../../lib/clickhouse/connect.ts";
import { serverOf } from "../../lib/clickhouse/server_of.ts";

/** What connecting to a server that answers so says. */
async function said(path: string, answers: (sql: string) => string | [code: number, text: string]) {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const answer = answers(await request.text());
      if (typeof answer === "string") return new Response(answer && `${answer}\n`);
      const [code, text] = answer;
      const headers = { "X-ClickHouse-Exception-Code": `${code}` };
      return new Response(`Code: ${code}. DB::Exception: ${text}`, { status: 500, headers });
    },
  );
  const error = await assertRejects(async () => {
    const url = `http://amina:s%40cret@127.0.0.1:${server.addr.port}${path}`;
    await using _ = await connect(url, "place");
  }, DzError);
  assertEquals(/\n|s@cret|s%40cret/.test(error.message), false);
  return error.message.replaceAll(`${server.addr.port}`, "PORT");
}

const isNew = '{"version":"25.3.1.2703"}';

Deno.test("a server that cannot be used is one line, with the reason and without the password", async () => {
  const where = "http://amina:***@127.0.0.1:PORT";
  assertEquals(
    await said("", () => '{"version":"22.8.15.23"}'),
    `Cannot use ClickHouse at ${where}: it is version 22.8.15.23, needed is 23.8 or later. Unset ` +
      "CLICKHOUSE_URL to use the one of the kit",
  );
  assertEquals(
    await said("", () => [516, "amina: Authentication failed. (AUTHENTICATION_FAILED)"]),
    `Cannot log in to ClickHouse at ${where}: wrong user name or password`,
  );
  const denied =
    "amina: Not enough privileges. To execute this query, grant SELECT. (ACCESS_DENIED)";
  assertMatch(await said("", () => [497, denied]), /refused: amina: Not enough .*Use a user with/);
  const noDatabase = (sql: string): string | [number, string] =>
    /version/.test(sql) ? isNew : /^create/.test(sql) ? [497, denied] : "";
  assertMatch(
    await said("/shop", noDatabase),
    /^Cannot use the database shop of .*: it is not there, and cannot be made \(.*Not enough/,
  );
});

Deno.test("an address that cannot be read is refused without being shown", () => {
  for (
    const url of [
      "http://a:b%zz@c",
      "ftp://a:s3cret@c",
      "http://c/a/b",
      "http://c/a?x=1",
      "http://",
    ]
  ) {
    const { message } = assertThrows(() => serverOf(url), UsageError);
    assertMatch(message, /^Cannot use CLICKHOUSE_URL: .*its value is not shown/);
    assertEquals(message.includes("s3cret"), false);
  }
  assertEquals(serverOf("http://localhost:8123").username, "default");
  assertThrows(() => readSettings({ CLICKHOUSE_URL: "localhost:8123" }), UsageError, "http://");
});
