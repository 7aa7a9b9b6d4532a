/** The driver of Neo4j, as everything here uses it. */
import neo4j, { type Driver } from "neo4j-driver-lite";

/** Who logs in. */
export interface Neo4jLogin {
  readonly user: string;
  readonly password: string;
}

const connectTimeout_ms = 15_000;

/**
 * A driver that connects when it is asked something, and hands integers over exactly, as bigints.
 *
 * @param uri without a login
 * @param login absent: the server asks for none
 */
export function neo4jDriver(uri: string, login?: Neo4jLogin): Driver {
  const auth = login
    ? { scheme: "basic", principal: login.user, credentials: login.password }
    : { scheme: "none", credentials: "" };
  return neo4j.driver(uri, auth, {
    useBigInt: true,
    connectionTimeout: connectTimeout_ms,
    connectionAcquisitionTimeout: 2 * connectTimeout_ms,
    maxTransactionRetryTime: 0, // who asks decides whether to ask again
    userAgent: "dzstore",
  });
}
