/**
 * What a client of a connection string needs of its machine, so that it can be refused all else.
 */
import { MongoClient } from "mongodb";
import type { Connection } from "./connect.ts";

export interface ClientNeeds {
  /** To which it connects, as `host:port`. */
  readonly servers: readonly string[];
  /** Which it reads: certificates. */
  readonly files: readonly string[];
  /** Whether it reaches the servers by a proxy, which is then the only one in `servers`. */
  readonly isProxied: boolean;
}

/**
 * @param uri without `+srv`, see `resolve_srv.ts`
 * @param members that the servers themselves name, see {@link membersOf}
 */
export function clientNeeds(uri: string, members: readonly string[] = []): ClientNeeds {
  const { hosts, proxyHost, proxyPort = 1080, ...options } = new MongoClient(uri).options;
  const { tlsCAFile, tlsCertificateKeyFile, tlsCRLFile } = options;
  const files = [tlsCAFile, tlsCertificateKeyFile, tlsCRLFile].filter((file) => file !== undefined);
  if (proxyHost) return { servers: [`${proxyHost}:${proxyPort}`], files, isProxied: true };
  const servers = [...new Set([...hosts.map((host) => host.toString()), ...members])];
  return { servers, files, isProxied: false };
}

/**
 * The members of a replica set by the names that they have for each other; none of a sharded
 * cluster.
 */
export async function membersOf({ client }: Connection): Promise<string[]> {
  const { hosts, passives, arbiters } = await client.db("admin").command({ hello: 1 });
  return [hosts, passives, arbiters].flatMap((names: string[] | undefined) => names ?? []);
}
