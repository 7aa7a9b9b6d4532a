/** A connection to a ClickHouse, wherever it runs. */
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from "@clickhouse/client";
import { ClickHouseFailedError, TooOldError, translate, UnreachableError } from "./errors.ts";
import { maskAddress } from "../base/text/without_secrets.ts";
import { serverOf } from "./server_of.ts";

/** Values for the placeholders `{name:Type}` in a statement. */
export type Parameters = Readonly<Record<string, unknown>>;

/** A ClickHouse, open. */
export interface ClickHouse extends AsyncDisposable {
  /** The client as it is; what it throws becomes an error of ours where the connection ends. */
  readonly client: ClickHouseClient;
  /** The database in the path of the address; `undefined` if it names none. */
  readonly database: string | undefined;
  /** A name for the machine's own lock on what is published there. */
  readonly place: string;
  /** Runs a statement that has no result. */
  run(sql: string, parameters?: Parameters): Promise<void>;
  /** The rows of a query. Integers of 64 bits and decimals are strings, so that none loses a digit. */
  rows<Row>(sql: string, parameters?: Parameters): Promise<Row[]>;
  /** Inserts rows, each an object by the names of the columns. */
  insert(table: string, rows: readonly object[]): Promise<void>;
}

/** 23.8, of August 2023, knows all that is used here. */
const oldest = [23, 8] as const;

/** A heavy statement may take minutes on a small machine. */
const timeout_ms = 600_000;

/** What is the same with every server, ours or the user's. */
const settings: ClickHouseSettings = {
  join_use_nulls: 1, // a left join that misses gives null, not '' or 0
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  session_timezone: "UTC", // a time without a zone stays what it is, wherever the server stands
};

/**
 * Connects to a server.
 *
 * @param url `http(s)://user:password@host:port/database`
 * @param place see {@linkcode ClickHouse.place}
 * @throws {ClickHouseFailedError} in one line, if it cannot be reached or used
 */
export async function connect(url: string, place: string): Promise<ClickHouse> {
  const { address, username, password, database } = serverOf(url);
  const client = createClient({
    url: address,
    username,
    password,
    application: "dzstore",
    request_timeout: timeout_ms,
    clickhouse_settings: settings,
    log: { level: ClickHouseLogLevel.OFF },
  });
  try {
    const version = await versionOf(client, url);
    const [year = 0, month = 0] = version.split(".").map(Number);
    if (year < oldest[0] || (year === oldest[0] && month < oldest[1])) {
      throw new TooOldError(url, version, oldest.join("."));
    }
    if (database !== undefined) await requireDatabase(client, database, url);
  } catch (error) {
    await client.close();
    throw translate(error, url);
  }
  const attempt = async <T>(action: () => Promise<T>) => {
    try {
      return await action();
    } catch (error) {
      throw translate(error, url);
    }
  };
  return {
    client,
    database,
    place,
    run: (query, query_params = {}) =>
      attempt(async () => void await client.command({ query, query_params: { ...query_params } })),
    rows: (query, query_params = {}) => attempt(() => rowsOf(client, query, query_params)),
    insert: (table, values) =>
      attempt(async () => void await client.insert({ table, values, format: "JSONEachRow" })),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function rowsOf<Row>(
  client: ClickHouseClient,
  query: string,
  parameters: Parameters = {},
): Promise<Row[]> {
  const result = await client.query({
    query,
    query_params: { ...parameters },
    format: "JSONEachRow",
    // What goes wrong after the first rows is an error as well, and not the end of a connection.
    clickhouse_settings: { wait_end_of_query: 1 },
  });
  return await result.json<Row>();
}

async function versionOf(client: ClickHouseClient, url: string): Promise<string> {
  const query = "select version() as version";
  const rows = await rowsOf<{ version: string }>(client, query).catch((error) => {
    if (error instanceof SyntaxError) return [];
    throw error;
  });
  const version = rows[0]?.version;
  if (version) return version;
  throw new UnreachableError(url, "what answers there is not ClickHouse");
}

async function requireDatabase(client: ClickHouseClient, name: string, url: string) {
  const found = await rowsOf(client, "select 1 from system.databases where name = {name:String}", {
    name,
  });
  if (found.length > 0) return;
  await client.command({ query: `create database if not exists \`${name}\`` }).catch((error) => {
    throw new ClickHouseFailedError(
      `Cannot use the database ${name} of ${
        maskAddress(url)
      }: it is not there, and cannot be made ` +
        `(${(error as Error).message.split("\n")[0]})`,
      { cause: error },
    );
  });
}
