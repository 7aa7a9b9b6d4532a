/** The column store as the warehouse's pages ask it: it comes and goes. */
import { type ClickHouse, connect } from "../../../lib/clickhouse/connect.ts";
import { ClickHouseFailedError, UnreachableError } from "../../../lib/clickhouse/errors.ts";
import type { Problem, Store } from "./answer.ts";
import { within } from "./within.ts";

/** ClickHouse's numbers of what is not there: a table, a database, a file, what a file holds. */
const missing = [60, 81, 107, 636];

/** The tables that a run replaces have other UUIDs than before. */
const versionQuery = `SELECT arrayStringConcat(groupArray(toString(uuid))) AS version
FROM (SELECT uuid FROM system.tables WHERE database = 'ecommerce' ORDER BY name)`;

export class Columns {
  readonly #url: string;
  #open: Promise<ClickHouse> | undefined;

  /** @param url with a password */
  constructor(url: string) {
    const { href } = Object.assign(new URL(url), { pathname: "/" }); // no database is made by looking
    this.#url = href;
  }

  /** The rows of a query: what {@link problemOf} knows is thrown. */
  async rows<Row>(sql: string, parameters: Readonly<Record<string, string>> = {}): Promise<Row[]> {
    this.#open ??= connect(this.#url, "");
    const open = this.#open;
    try {
      return await within(async () => await (await open).rows<Row>(sql, parameters));
    } catch (error) {
      const isOpen = await Promise.race([open.then(() => true, () => false), false]);
      // The next question connects anew; others may wait for answers by this connection.
      if ((!isOpen || error instanceof UnreachableError) && this.#open === open) {
        this.#open = undefined;
      }
      throw error;
    }
  }

  /** What tells the tables of this run from those of another. */
  async version(): Promise<string> {
    const [row] = await this.rows<{ version: string }>(versionQuery);
    return row?.version ?? "";
  }
}

/** What is wrong with the store; `undefined`: something else is. */
export function columnsProblem(error: unknown, store: Store): Problem | undefined {
  if (error instanceof UnreachableError) return { store, kind: "down" };
  if (!(error instanceof ClickHouseFailedError)) return undefined;
  const code = Number((error.cause as { code?: unknown } | undefined)?.code);
  if (missing.includes(code)) return { store, kind: "empty" };
  return { store, kind: "refused", reason: error.message };
}
