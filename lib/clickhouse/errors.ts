/** What can go wrong with ClickHouse, each with a cause in one line and what to do about it. */
import { ClickHouseError } from "@clickhouse/client";
import { DzError, reasonOf } from "../base/errors.ts";
import { firstLine } from "../base/text/first_line.ts";
import { maskAddress, withoutSecrets } from "../base/text/without_secrets.ts";

/** The root of all errors of ClickHouse that a user can act on. */
export class ClickHouseFailedError extends DzError {}

/** There is no library of ClickHouse for this machine. */
export class NoLibraryError extends ClickHouseFailedError {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `Cannot run ClickHouse in process: ${reason}. Point DZ_CHDB at chDB's library (libchdb), or ` +
        "set CLICKHOUSE_URL to a server",
      options,
    );
  }
}

/** The data are not removed while the server runs on them. */
export class ServerRunsError extends ClickHouseFailedError {
  constructor(dir: string, pid: number) {
    super(
      `Cannot remove ${dir}: ClickHouse runs there (process ${pid}). ` +
        "Stop that first: `deno task servers stop clickhouse`",
    );
  }
}

/** Nothing that speaks ClickHouse's protocol answered. */
export class UnreachableError extends ClickHouseFailedError {
  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(
      `Cannot reach ClickHouse at ${
        maskAddress(url)
      }: ${reason}. Is it running, is it its port for ` +
        "HTTP (8123, with TLS 8443), and does its access list let this machine in?",
      options,
    );
  }
}

/** The server's version lacks what is used. */
export class TooOldError extends ClickHouseFailedError {
  constructor(url: string, version: string, oldest: string) {
    super(
      `Cannot use ClickHouse at ${
        maskAddress(url)
      }: it is version ${version}, needed is ${oldest} or ` +
        "later. Unset CLICKHOUSE_URL to use the one of the kit",
    );
  }
}

/** What is to be replaced was not published by the kit. */
export class ForeignTableError extends ClickHouseFailedError {
  /** @param tables with their contents, such as `sales_fact (12 rows)` */
  constructor(database: string, tables: readonly string[]) {
    const them = tables.length === 1 ? "it" : "them";
    super(
      `Cannot publish in ${database}: the kit did not make ${
        tables.join(", ")
      } there. Rename ${them}, ` +
        "or name another database in the path of CLICKHOUSE_URL",
    );
  }
}

/** ClickHouse's numbers of what is told in words of our own. */
const codes = { unknownDatabase: 81, tooManyQueries: 202, memory: 241, denied: 497, login: 516 };

/**
 * Turns the client's errors into ours; whatever is not of the server is handed back.
 *
 * @param url the address in use, masked wherever it is shown
 */
export function translate(error: unknown, url: string): unknown {
  const options = { cause: error };
  if (error instanceof DzError) return error;
  if (error instanceof ClickHouseError) {
    const code = Number(error.code);
    const said = withoutSecrets(firstLine(error.message)).replace(/\.?\s*$/, "");
    if (code === codes.login) {
      return new ClickHouseFailedError(
        `Cannot log in to ClickHouse at ${maskAddress(url)}: wrong user name or password`,
        options,
      );
    }
    if (code === codes.denied) {
      return new ClickHouseFailedError(
        `ClickHouse at ${maskAddress(url)} refused: ${said}. Use a user with these rights`,
        options,
      );
    }
    if (code === codes.memory) {
      return new ClickHouseFailedError(
        `ClickHouse ran out of the memory that it may use: ${said}. Close other programs, or set ` +
          "CLICKHOUSE_URL to a bigger server",
        options,
      );
    }
    return new ClickHouseFailedError(`ClickHouse refused: ${said} (error ${code})`, options);
  }
  return isOfTheNetwork(error) ? new UnreachableError(url, reasonIn(error), options) : error;
}

const isOfTheNetwork = (error: unknown): error is Error =>
  error instanceof Error &&
  (/^E[A-Z_]+$/.test(String((error as { code?: string }).code)) ||
    /socket hang up|aborted|timeout error|fetch failed|certificate|TLS|ssl/i.test(error.message));

function reasonIn(error: Error): string {
  const { code = "" } = error as { code?: string };
  const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: "nothing listens there",
    ENOTFOUND: "its name is not known",
    ECONNRESET: "it ended the connection",
  };
  return reasons[code] ?? withoutSecrets(reasonOf(error));
}
