import { MongoClient, type MongoClientOptions } from "mongodb";
import { memberHost } from "../mongo/member.ts";
import type { ReplicaSet, Users } from "../mongo/replica_set.ts";

/**
 * A client of one member alone, whatever becomes of it. It connects when it is first used, and sends
 * nothing twice.
 *
 * @param member its place in the set's `ports`
 */
export function directClient(
  { ports, users }: ReplicaSet,
  member: number,
  as: keyof Users,
  options: MongoClientOptions = {},
): MongoClient {
  const { user: username, password } = users[as];
  return new MongoClient(`mongodb://${memberHost(ports[member] ?? 0)}/`, {
    directConnection: true,
    auth: { username, password },
    retryWrites: false,
    serverSelectionTimeoutMS: 5000,
    connectTimeoutMS: 5000,
    ...options,
  });
}
