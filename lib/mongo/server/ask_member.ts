/** Asks who answers at a port, with the secret that only the members of one set share. */
import { MongoClient, type MongoClientOptions } from "mongodb";
import { ourConnections } from "../connection_type.ts";

/** What a `mongod` that knows the secret says of itself. */
export interface MemberAnswer {
  readonly pid: number;
  /** Where it keeps its data, as it was told when it was started. */
  readonly dbPath: string;
  readonly replicaSet: string;
}

const timeout_ms = 3000;

/**
 * Who answers at the port; `undefined` if nobody does, or somebody who does not know the secret. Who asks does
 * not give the secret away.
 *
 * @param keyFile the file that holds it
 */
export async function askMember(port: number, keyFile: string): Promise<MemberAnswer | undefined> {
  try {
    await using client = await clusterMember(port, keyFile, { socketTimeoutMS: timeout_ms });
    const admin = client.db("admin");
    const { parsed } = await admin.command({ getCmdLineOpts: 1 });
    const { pid } = await admin.command({ serverStatus: 1 });
    return {
      pid: Number(pid),
      dbPath: String(parsed.storage?.dbPath ?? ""),
      replicaSet: String(parsed.replication?.replSet ?? parsed.replication?.replSetName ?? ""),
    };
  } catch {
    return undefined;
  }
}

/**
 * A connection to one member as its own set's members have it: that login is there before any user is made, and
 * in whatever state the member is.
 */
export async function clusterMember(
  port: number,
  keyFile: string,
  options: MongoClientOptions = {},
): Promise<MongoClient> {
  const key = await Deno.readTextFile(keyFile);
  return new MongoClient(`mongodb://127.0.0.1:${port}/`, {
    ...ourConnections,
    directConnection: true,
    auth: { username: "__system", password: key.replaceAll(/\s/g, "") },
    authSource: "local",
    authMechanism: "SCRAM-SHA-256",
    serverSelectionTimeoutMS: timeout_ms,
    connectTimeoutMS: timeout_ms,
    ...options,
  });
}
