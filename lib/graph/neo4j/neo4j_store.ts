/** A store of graphs on Neo4j. */
import type { Driver, QueryResult, Session, Transaction } from "neo4j-driver-lite";
import { GraphError, GraphQueryError, GraphServerError, neo4jReason } from "../errors.ts";
import { batchesOf, type Graph, type GraphReader, type GraphStore } from "../graph.ts";
import { requireVersion } from "../require_version.ts";
import type { GraphParameters, GraphRow } from "../values.ts";
import type { Neo4jAddress } from "./neo4j_address.ts";
import { neo4jDriver } from "./neo4j_driver.ts";
import { labelsOf, quoted, type SchemaEntry, schemaPlan } from "./neo4j_schema.ts";
import { rowsOfRecords, sentParameters } from "./neo4j_values.ts";

/** The first that knows all that is asked. */
const oldest = "5.0";

interface Connected {
  readonly driver: Driver;
  readonly engine: string;
  /** What the driver throws, in one line. */
  readonly told: (cypher: string, error: unknown) => Error;
}

/**
 * Connects to a Neo4j.
 *
 * @param advice what to do if it cannot be used
 * @throws {GraphServerError} if it does not answer, refuses the login, or is too old
 */
export async function openNeo4j(
  { uri, login }: Neo4jAddress,
  advice: string,
): Promise<GraphStore> {
  const server = uri.replace(/^.*:\/\//, "");
  const driver = neo4jDriver(uri, login);
  const told = (cypher: string, error: unknown) => errorOf(server, advice, cypher, error);
  try {
    const { agent = "" } = await driver.getServerInfo();
    const [, name = agent, version = ""] = /^([^/]+)\/v?([\d.]+)/.exec(agent) ?? [];
    requireVersion(server, { name, version, oldest });
    const on: Connected = { driver, engine: `${name} ${version}`.trim(), told };
    return {
      graph: (graph) => graphOn(on, graph),
      [Symbol.asyncDispose]: () => driver.close(),
    };
  } catch (error) {
    await driver.close();
    throw error instanceof GraphError ? error : told("", error);
  }
}

function graphOn(on: Connected, name: string): Graph {
  const { driver, told } = on;
  const inSession = async (mode: "READ" | "WRITE", cypher: string, given?: GraphParameters) => {
    const session = driver.session({ defaultAccessMode: mode });
    try {
      return rowsOfRecords((await run(told, session, cypher, given)).records);
    } finally {
      await session.close();
    }
  };
  return {
    engine: on.engine,
    query: (cypher, parameters) => inSession("READ", cypher, parameters),
    write: (cypher, parameters) => inSession("WRITE", cypher, parameters),
    async replace(schema, loads, { onProgress, check } = {}) {
      const write = (cypher: string, given?: GraphParameters) => inSession("WRITE", cypher, given);
      const had = await inSession("READ", schemaQuery) as readonly unknown[];
      const plan = schemaPlan(name, schema, had as readonly SchemaEntry[]);
      const labels = labelsOf(schema);
      const foreign = labels.filter((label) => !plan.oldLabels.includes(label));
      for (const label of foreign) await requireEmpty(write, label);
      for (const statement of plan.before) await write(statement);
      await write("CALL db.awaitIndexes(300)");
      const session = driver.session({ defaultAccessMode: "WRITE" });
      try {
        // All in one transaction, whose end is the moment at which readers see the new graph.
        const transaction = await session.beginTransaction().catch((error: unknown) => {
          throw told("", error);
        });
        const within = (cypher: string, given?: GraphParameters) =>
          run(told, transaction, cypher, given);
        try {
          const old = [...new Set([...plan.oldLabels, ...labels])].map(quoted).join("|");
          await within(`MATCH (n:${old}) DETACH DELETE n`);
          let created = 0;
          for (const { unit, cypher, rows, total } of loads) {
            const progress = onProgress?.(unit, total);
            let done = 0;
            for await (const batch of batchesOf(rows)) {
              const { nodesCreated } = (await within(cypher, { rows: batch })).summary.counters
                .updates();
              created += nodesCreated ?? 0;
              progress?.update(done += batch.length);
            }
            progress?.end();
          }
          await requireLabelled(within, labels, created);
          await check?.(readerIn(on, within));
          await transaction.commit().catch((error: unknown) => {
            throw told("COMMIT", error);
          });
        } finally {
          await transaction.close().catch(() => {}); // rolls back what was not committed
        }
      } finally {
        await session.close();
      }
      for (const statement of plan.after) await write(statement);
    },
  };
}

type Within = (cypher: string, given?: GraphParameters) => Promise<QueryResult>;

const schemaQuery = "SHOW INDEXES YIELD name, type, labelsOrTypes, properties, owningConstraint " +
  "WHERE labelsOrTypes IS NOT NULL " +
  "RETURN name, labelsOrTypes[0] AS label, properties[0] AS property, " +
  "owningConstraint IS NOT NULL AS isKey";

function readerIn({ engine }: Connected, within: Within): GraphReader {
  return {
    engine,
    query: async (cypher, parameters) => rowsOfRecords((await within(cypher, parameters)).records),
  };
}

/** What somebody else has put into the database is not ours to replace. */
async function requireEmpty(
  query: (cypher: string) => Promise<GraphRow[]>,
  label: string,
): Promise<void> {
  const [found] = await query(`MATCH (n:${quoted(label)}) RETURN true AS found LIMIT 1`);
  if (!found) return;
  throw new GraphError(
    `Cannot load the graph: the database has nodes labelled ${label} that this kit has not loaded. ` +
      "Remove or rename them, or use another database",
  );
}

/** The next replacement finds what is to be removed by these labels. */
async function requireLabelled(
  within: Within,
  labels: readonly string[],
  created: number,
): Promise<void> {
  const count = `MATCH (n:${labels.map(quoted).join("|")}) RETURN count(n) AS n`;
  const found = Number((await within(count)).records[0]?.get("n"));
  if (found === created) return;
  throw new GraphError(
    `Cannot load the graph: it makes ${created} nodes, of which ${found} have a label with a key or ` +
      `an index (${labels.join(", ")}). Give each label one`,
  );
}

async function run(
  told: Connected["told"],
  runner: Session | Transaction,
  cypher: string,
  parameters: GraphParameters = {},
): Promise<QueryResult> {
  try {
    return await runner.run(cypher, sentParameters(parameters));
  } catch (error) {
    throw told(cypher, error);
  }
}

function errorOf(server: string, advice: string, cypher: string, error: unknown): Error {
  const { code = "" } = error as { code?: string };
  const failed = (reason: string) => new GraphServerError(server, reason, advice);
  const reason = neo4jReason(error);
  if (/Security\.(Unauthorized|TokenExpired)/.test(code)) {
    return failed("it refuses the user or the password");
  }
  if (/Security\.(CredentialsExpired|Authentication)/.test(code)) return failed(reason);
  if (/protocol versions? supported|does not support any/i.test(reason)) {
    return failed(`it is older than Neo4j ${oldest}`);
  }
  if (/^(ServiceUnavailable|SessionExpired)$/.test(code)) return failed(reason);
  if (code.endsWith(".AccessMode")) {
    return new GraphQueryError(cypher, "it writes, and readers may not", { cause: error });
  }
  if (cypher === "") return failed(reason);
  return new GraphQueryError(cypher, reason, { cause: error });
}
