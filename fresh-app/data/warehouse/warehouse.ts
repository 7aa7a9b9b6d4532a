/** The stores of the warehouse, as its pages ask them: answers are kept until a run replaces the tables. */
import { pipelineOf, type Query, type QueryName } from "../../../lib/warehouse/queries/query.ts";
import { Recent } from "../recent.ts";
import { type Database, DatabaseDownError } from "../database.ts";
import type { WarehouseAddresses } from "./addresses.ts";
import type { Answer, Problem, Store } from "./answer.ts";
import { Columns, columnsProblem } from "./columns.ts";
import { graphProblem, Purchases } from "./purchases.ts";
import { NoAnswerError } from "./within.ts";

type Parameters = Readonly<Record<string, string>>;

/** So many answers are kept. */
const mostKept = 500;
/** So long an answer out of a file is kept, which does not tell one version from another. */
const filesKept_ms = 10_000;

/** What MongoDB says of a user who may not read, and of a search without a text index. */
const codes = { unauthorized: 13, indexNotFound: 27 };

interface Kept {
  readonly version: string;
  readonly rows: Promise<unknown[]>;
}

export class Warehouse {
  readonly addresses: WarehouseAddresses;
  readonly #documents: Database;
  readonly #columns: Columns | undefined;
  readonly #local: Columns | undefined;
  readonly #graph: Purchases | undefined;
  readonly #kept = new Recent<string, Kept>(mostKept);

  /** @param documents the database `ecommerce` */
  constructor(addresses: WarehouseAddresses, documents: Database) {
    this.addresses = addresses;
    this.#documents = documents;
    this.#columns = addresses.columns === undefined ? undefined : new Columns(addresses.columns);
    this.#local = addresses.local === undefined ? undefined : new Columns(addresses.local);
    this.#graph = addresses.graph && new Purchases(addresses.graph);
  }

  /** What tells the tables of this run from those of another; a store that is down has its own word. */
  async version(): Promise<string> {
    const stores = (["columns", "documents"] as const).map((store) => this.#version(store));
    const versions = await Promise.allSettled(stores);
    return versions.map((one) => one.status === "fulfilled" ? one.value : "down").join(" / ");
  }

  /** Asks for a page: which versions the tables have is asked once. */
  look(): Look {
    const versions: Partial<Record<Store, Promise<string>>> = {};
    return {
      ask: (name, parameters = {}) => this.#ask(name, parameters, versions),
    };
  }

  async #ask<Row>(
    name: QueryName,
    parameters: Parameters,
    versions: Partial<Record<Store, Promise<string>>>,
  ): Promise<Answer<Row>> {
    const query = this.addresses.queries[name];
    const store = storeOf(query);
    try {
      const version = await (versions[store] ??= this.#version(store));
      const key = JSON.stringify([name, parameters]);
      let kept = this.#kept.get(key);
      if (kept?.version !== version) {
        kept = { version, rows: this.#rows(query, store, parameters) };
        this.#kept.set(key, kept);
        kept.rows.catch(() => this.#kept.delete(key));
      }
      const rows = await kept.rows as Row[]; // the query says what its rows are
      const isEmpty = rows.length === 0 && Object.keys(parameters).length === 0;
      return { query, rows, ...(isEmpty && { problem: { store, kind: "empty" } }) };
    } catch (error) {
      const problem = problemOf(error, store);
      if (!problem) throw error;
      return { query, rows: [], problem };
    }
  }

  async #version(store: Store): Promise<string> {
    if (store === "documents") return await this.#documents.catalogue();
    if (store === "columns") return await this.#columns?.version() ?? "";
    // A graph has no version: it is loaded with the tables, and of other data has other counts.
    if (store === "graph") return `${await this.#graph?.version()} / ${await this.version()}`;
    return `${Math.floor(performance.now() / filesKept_ms)}`;
  }

  async #rows(query: Query, store: Store, parameters: Parameters): Promise<unknown[]> {
    if (store === "documents") {
      return await this.#documents.query(
        query.collection ?? "",
        (collection) => collection.aggregate(pipelineOf(query, parameters)).toArray(),
      );
    }
    const asked = store === "columns"
      ? this.#columns
      : store === "files"
      ? this.#local
      : this.#graph;
    if (!asked) throw new NeverMadeError();
    const file = { file: this.addresses.recommendations };
    return await asked.rows(
      query.text,
      store === "files" ? { ...parameters, ...file } : parameters,
    );
  }
}

/** Asks for one page. */
export interface Look {
  /** What a store answers; what is wrong with the store is part of the answer. */
  ask<Row>(name: QueryName, parameters?: Parameters): Promise<Answer<Row>>;
}

/** The store was never made. */
class NeverMadeError extends Error {}

function storeOf({ language, name }: Query): Store {
  if (language === "aggregation") return "documents";
  if (language === "Cypher") return "graph";
  return name === "recommendations" ? "files" : "columns";
}

function problemOf(error: unknown, store: Store): Problem | undefined {
  if (error instanceof NeverMadeError) return { store, kind: "empty" };
  if (error instanceof NoAnswerError) return { store, kind: "down" };
  if (error instanceof DatabaseDownError) {
    const code = (error.cause as { code?: unknown } | undefined)?.code;
    if (code === codes.indexNotFound) return { store, kind: "empty" };
    const reason = "the user of the dashboard may not read the database ecommerce";
    return code === codes.unauthorized
      ? { store, kind: "refused", reason }
      : { store, kind: "down" };
  }
  return store === "graph" ? graphProblem(error) : columnsProblem(error, store);
}
