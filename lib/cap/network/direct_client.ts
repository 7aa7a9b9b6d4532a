/** A client of one member alone, whatever becomes of it. */
import { MongoClient, type MongoClientOptions } from "mongodb";
import { memberHost } from "../../mongo/server/member.ts";
import type { Users } from "../../mongo/server/replica_set.ts";
import type { TemporaryReplicaSet } from "../../mongo/server/temporary.ts";

/**
 * A client of one member alone, whatever becomes of it. It connects when it is first used, and sends
 * nothing twice unless `options` say so.
 *
 * @param memberPorts where it listens, or where what stands in front of it does
 * @param member its place among them
 */
export function directClient(
  { memberPorts, users }: Pick<TemporaryReplicaSet, "memberPorts" | "users">,
  member: number,
  as: keyof Users,
  options: MongoClientOptions = {},
): MongoClient {
  const { user: username, password } = users[as];
  return new MongoClient(`mongodb://${memberHost(memberPorts[member] ?? 0)}/`, {
    directConnection: true,
    auth: { username, password },
    retryWrites: false,
    serverSelectionTimeoutMS: 5000,
    connectTimeoutMS: 5000,
    ...options,
  });
}
