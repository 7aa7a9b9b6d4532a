/** ClickHouse's protocol of HTTP over an engine: the part of it that its clients use without sessions. */
import {
  type Engine,
  NotStreamedError,
  type Session,
  type Statement,
  type Written,
} from "./engine.ts";
import { quotedName, quotedText } from "../../quoted.ts";
import { toldError } from "./engine_error.ts";
import { formatOf, insertOf, isFrameless, isQuery } from "./statement_text.ts";

/** Who may ask. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** The format of a result, if the statement names none; ClickHouse's own choice. */
const defaultFormat = "TabSeparated";

/** What is said in the address and is no setting. */
const notSettings = new Set([
  ...["query", "query_id", "database", "user", "password", "default_format", "quota_key"],
  ...["enable_http_compression", "compress", "decompress", "role", "session_timeout"],
  ...["session_check", "client_protocol_version", "buffer_size", "wait_end_of_query"],
  ...["http_write_exception_in_output_format", "send_progress_in_http_headers"],
  "http_headers_progress_interval_ms",
]);

/** Answers a request. Whatever is wrong is told as ClickHouse tells it. */
export async function answer(
  engine: Engine,
  credentials: Credentials,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === "/ping") return new Response("Ok.\n");
  if (url.pathname !== "/") return new Response("There is no such page.\n", { status: 404 });
  const words = url.searchParams;
  try {
    if (!isAllowed(request.headers, words, credentials)) {
      return refusal(
        "Code: 516. DB::Exception: Authentication failed: password is incorrect, or there is no " +
          "user with such name. (AUTHENTICATION_FAILED)",
      );
    }
    if (words.has("session_id")) {
      return refusal("Code: 48. DB::Exception: There are no sessions here. (NOT_IMPLEMENTED)");
    }
    const session = await engine.connect();
    return await answerOf(session, request, words).catch(async (error) => {
      await session[Symbol.asyncDispose]();
      throw error;
    });
  } catch (error) {
    return refusal((error as Error).message);
  }
}

async function answerOf(
  session: Session,
  request: Request,
  words: URLSearchParams,
): Promise<Response> {
  for (const sql of preparing(words)) await toEnd(session, sql);
  const parameters = new Map(
    [...words].filter(([name]) => name.startsWith("param_"))
      .map(([name, value]) => [name.slice("param_".length), value]),
  );
  const query = words.get("query") ?? "";
  const insert = insertOf(query);
  const headers = { "X-ClickHouse-Query-Id": words.get("query_id") ?? "" };
  if (insert) {
    const statement = { sql: insert.into, format: insert.format, parameters };
    const written = await session.insert(statement, bodyOf(request));
    await session[Symbol.asyncDispose]();
    return new Response(null, { headers: { ...headers, ...summary(written) } });
  }
  const sql = `${query}${query && "\n"}${await new Response(streamOf(request)).text()}`;
  if (sql.trim() === "") throw new Error("Code: 62. DB::Exception: Empty query. (SYNTAX_ERROR)");
  const format = formatOf(sql) ?? words.get("default_format") ?? defaultFormat;
  const statement = { sql, format, parameters };
  const isWhole = words.get("wait_end_of_query") === "1";
  const [result, first] = await begin(session, statement, isWhole);
  const isEnd = first.done === true;
  return new Response(isEnd ? null : restOf(result, first.value, session), {
    headers: {
      ...headers,
      "Content-Type": contentType(format),
      "X-ClickHouse-Format": format,
      ...(isEnd && summary(first.value)),
    },
  });
}

type Result = AsyncGenerator<Uint8Array, Written>;

/** Begins a statement: what is wrong with it shows, mostly, before its first piece. */
async function begin(
  session: Session,
  statement: Statement,
  isWhole: boolean,
): Promise<readonly [Result, IteratorResult<Uint8Array, Written>]> {
  if (!isWhole && isQuery(statement.sql) && isFrameless(statement.format)) {
    const streamed = session.streamed(statement);
    try {
      return [streamed, await ended(streamed, session)];
    } catch (error) {
      if (!(error instanceof NotStreamedError)) throw error;
    }
  }
  const whole = session.whole(statement);
  return [whole, await ended(whole, session)];
}

async function ended(result: Result, session: Session) {
  const first = await result.next();
  if (first.done) await session[Symbol.asyncDispose]();
  return first;
}

/** The pieces of a result; what goes wrong among them ends the connection, so that nobody takes it for whole. */
function restOf(result: Result, first: Uint8Array, session: Session): ReadableStream<Uint8Array> {
  let ending: Promise<void> | undefined;
  // The query ends before its connection does: the other way round the engine crashes.
  const end = () => ending ??= endBoth(result, session);
  return new ReadableStream<Uint8Array>({
    start: (out) => out.enqueue(first),
    async pull(out) {
      try {
        const next = await result.next();
        if (!next.done) return out.enqueue(next.value);
        await end();
        out.close();
      } catch (error) {
        await end();
        out.error(error);
      }
    },
    cancel: end, // who asked went away
  });
}

async function endBoth(result: Result, session: Session): Promise<void> {
  try {
    await result.return({ rows: 0, bytes: 0 });
  } finally {
    await session[Symbol.asyncDispose]();
  }
}

/** The statements that give a connection its database and its settings. */
function preparing(words: URLSearchParams): string[] {
  const database = words.get("database");
  const settings = [...words]
    .filter(([name]) => !notSettings.has(name) && !name.startsWith("param_"))
    .map(([name, value]) => `${quotedName(name)} = ${quotedText(value)}`);
  return [
    ...(database ? [`USE ${quotedName(database)}`] : []),
    ...(settings.length > 0 ? [`SET ${settings.join(", ")}`] : []),
  ];
}

async function toEnd(session: Session, sql: string): Promise<void> {
  const statement = { sql, format: defaultFormat, parameters: new Map() };
  for await (const _ of session.whole(statement));
}

function streamOf(request: Request): ReadableStream<Uint8Array<ArrayBuffer>> {
  const body = request.body ?? new Blob([]).stream();
  const encoding = request.headers.get("Content-Encoding");
  if (!encoding || encoding === "identity") return body;
  if (encoding !== "gzip" && encoding !== "deflate") {
    throw new Error(
      `Code: 48. DB::Exception: Unknown Content-Encoding ${encoding}. (NOT_IMPLEMENTED)`,
    );
  }
  return body.pipeThrough(new DecompressionStream(encoding));
}

const bodyOf = (request: Request): AsyncIterable<Uint8Array> => streamOf(request);

function isAllowed(headers: Headers, words: URLSearchParams, { user, password }: Credentials) {
  const [, basic = ""] = /^Basic (.+)$/i.exec(headers.get("Authorization") ?? "") ?? [];
  const [, name = "", key = ""] = /^([^:]*):(.*)$/s.exec(decoded(basic)) ?? [];
  const givenUser = headers.get("X-ClickHouse-User") ?? words.get("user") ?? name;
  const given = headers.get("X-ClickHouse-Key") ?? words.get("password") ?? key;
  return isSame(givenUser, user) && isSame(given, password);
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)));
  } catch {
    return "";
  }
}

/** Takes the same time wherever the first difference is. */
function isSame(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let at = 0; at < expected.length; at++) {
    difference |= given.charCodeAt(at) ^ expected.charCodeAt(at);
  }
  return difference === 0;
}

function refusal(message: string): Response {
  const { code, status, text } = toldError(message);
  const headers = { "X-ClickHouse-Exception-Code": `${code}` };
  return new Response(`${text}\n`, { status, headers });
}

/** Of an empty result and of an insert. */
const summary = ({ rows, bytes }: Written) => ({
  "X-ClickHouse-Summary": JSON.stringify({
    ...{ read_rows: "0", read_bytes: "0", total_rows_to_read: "0", elapsed_ns: "0" },
    ...{ written_rows: `${rows}`, written_bytes: `${bytes}`, result_rows: "0", result_bytes: "0" },
  }),
});

function contentType(format: string): string {
  if (/^(JSONEachRow|NDJSON|JSONLines)/.test(format)) return "application/x-ndjson; charset=UTF-8";
  if (format.startsWith("JSON")) return "application/json; charset=UTF-8";
  if (format.startsWith("CSV")) return "text/csv; charset=UTF-8";
  if (/^(TabSeparated|TSV)/.test(format)) return "text/tab-separated-values; charset=UTF-8";
  return "application/octet-stream";
}
