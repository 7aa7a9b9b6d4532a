/** Tells a replica set that its members have other ports than before. */
import { errorCode } from "../error_codes.ts";
import type { Document, MongoServerError } from "mongodb";
import { waitUntil } from "../../base/wait_until.ts";
import { clusterMember } from "./ask_member.ts";
import { memberHost } from "./member.ts";

/**
 * Configures the set anew with its members at these ports, in the order of their ids; its data, users and
 * history stay. Members whose own address is in no configuration take part in nothing, so nobody could be
 * elected to do it: it is forced on one, from which the others have it. Safe to repeat.
 *
 * @param ports all members have to run there
 */
export async function moveSet(ports: readonly number[], keyFile: string): Promise<void> {
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
  const hosts = ports.map(memberHost);
  const members = config.members as { _id: number; host: string }[];
  if (members.every(({ _id, host }) => host === hosts[_id])) return;
  await admin.command({
    replSetReconfig: {
      ...config,
      version: Number(config.version) + 1,
      members: members.map((member) => ({ ...member, host: hosts[member._id] ?? member.host })),
    },
    force: true,
  });
}

async function configurationOf(ask: () => Promise<Document>): Promise<Document | undefined> {
  try {
    return (await ask()).config;
  } catch (error) {
    if ((error as MongoServerError).code === errorCode.notYetInitialized) return undefined;
    throw error;
  }
}
