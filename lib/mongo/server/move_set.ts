/** Tells a replica set that its members have other ports than before. */
import { errorCode } from "../error_codes.ts";
import { type Document, MongoNetworkError, type MongoServerError } from "mongodb";
import { waitUntil } from "../../base/wait_until.ts";
import { clusterMember } from "./ask_member.ts";
import { memberHost } from "./member.ts";

/** A member as the configuration has it; the rest of it stays. */
interface Member {
  readonly _id: number;
  readonly host: string;
}

/**
 * Configures the set anew with its members at these ports; its data, users and history stay. Members whose
 * own address is in no configuration take part in nothing, so nobody could be elected to do it: it is
 * forced on one, from which the others have it. Safe to repeat, and repeated if the member hangs up
 * meanwhile, as one does that is no longer the primary.
 *
 * @param ports all members have to run there
 */
export async function moveSet(ports: readonly number[], keyFile: string): Promise<void> {
  await waitUntil("the replica set takes its new ports", async () => {
    try {
      await reconfigure(ports, keyFile);
      return true;
    } catch (error) {
      if (error instanceof MongoNetworkError) return undefined;
      throw error;
    }
  });
}

async function reconfigure(ports: readonly number[], keyFile: string): Promise<void> {
  const [port = 0] = ports;
  await using client = await clusterMember(port, keyFile);
  const kept = await client.db("local").collection("system.replset").findOne();
  if (!kept) return; // it was never initiated
  const admin = client.db("admin");
  // A member first asks at each address that it knows whether it is its own; some there may take their time.
  const config = await waitUntil(
    "the replica set knows its configuration",
    () => configurationOf(() => admin.command({ replSetGetConfig: 1 })),
  );
  const members = config.members as Member[], hosts = ports.map(memberHost);
  if (members.every(({ host }) => hosts.includes(host))) return;
  await admin.command({
    replSetReconfig: {
      ...config,
      version: Number(config.version) + 1,
      members: movedMembers(members, hosts),
    },
    force: true,
  });
}

/**
 * The members at their new hosts. Who is where does not matter, as they are alike; but a host that the old
 * configuration has must keep its `_id`, or the server refuses the new one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const members = [{ _id: 0, host: "a" }, { _id: 1, host: "b" }];
 * assertEquals(movedMembers(members, ["b", "c"]), [{ _id: 0, host: "c" }, { _id: 1, host: "b" }]);
 * ```
 */
export function movedMembers<M extends Member>(
  members: readonly M[],
  hosts: readonly string[],
): M[] {
  const isKnown = (host: string) => members.some((member) => member.host === host);
  const added = hosts.filter((host) => !isKnown(host));
  return members.map((member) =>
    hosts.includes(member.host) ? member : { ...member, host: added.shift() ?? member.host }
  );
}

async function configurationOf(ask: () => Promise<Document>): Promise<Document | undefined> {
  try {
    return (await ask()).config;
  } catch (error) {
    if ((error as MongoServerError).code === errorCode.notYetInitialized) return undefined;
    throw error;
  }
}
