/** What can go wrong with a graph, each with a cause in one line. */
import { DzError, reasonOf } from "../base/errors.ts";
import { firstLine } from "../base/text/first_line.ts";
import { withoutSecrets } from "../base/text/without_secrets.ts";

/** The root of all errors of graphs that a user can act on. */
export class GraphError extends DzError {}

/** The server cannot be reached, or does not let us in. */
export class GraphServerError extends GraphError {
  /** @param server its address, without a password */
  constructor(server: string, reason: string, advice: string) {
    super(`Cannot use the graph at ${server}: ${reason}. ${advice}`);
  }
}

/** The server does not take a query. */
export class GraphQueryError extends GraphError {
  constructor(cypher: string, reason: string, options?: ErrorOptions) {
    const begins = firstLine(cypher.trim());
    const shown = begins.length > most ? `${begins.slice(0, most)}…` : begins;
    super(`Cannot run the query "${shown}": ${reason}`, options);
  }
}

/** So much of a query tells which one it is. */
const most = 80;

/**
 * Why FalkorDB refuses a query, with the place.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const said = "errMsg: Invalid input 'R' line: 1, column: 10, offset: 9 errCtx: MATCH (a R errCtxOffset: 9";
 * assertEquals(falkorReason(said), "Invalid input 'R', in line 1, column 10");
 * ```
 */
export function falkorReason(said: string): string {
  const placed = /^errMsg: (.*?),? line: (\d+), column: (\d+), offset: \d+ errCtx: /s.exec(said);
  if (!placed) return withoutSecrets(firstLine(said)).replace(/^ERR /, "");
  const [, message = "", line, column] = placed;
  return `${firstLine(message)}, in line ${line}, column ${column}`;
}

/** Why Neo4j refuses a query, with the place. */
export function neo4jReason(error: unknown): string {
  const said = withoutSecrets(String((error as Error)?.message ?? error));
  const [, line, column] = /\(line (\d+), column (\d+)/.exec(said) ?? [];
  const reason = reasonOf(new Error(said.replace(/:\s*\n/, ": "))).replace(
    / ?\(line \d+, column \d+.*$/,
    "",
  );
  return line ? `${reason}, in line ${line}, column ${column}` : reason;
}
