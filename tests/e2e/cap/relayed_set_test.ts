import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { MongoClient } from "mongodb";
import { directClient } from "../../../lib/cap/network/direct_client.ts";
import { rolesOf, setDistances } from "../../../lib/cap/network/relayed_set.ts";
import { memberHost } from "../../../lib/mongo/server/member.ts";
import { memberStatuses, replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { withRelayedSet } from "../support/relayed_set.ts";

Deno.test("the members of a relayed set reach each other, and clients them, through relays", async (t) => {
  await withRelayedSet(async (set) => {
    const everywhere = { writeConcern: { w: 3, wtimeoutMS: 20_000 } };
    await using client = new MongoClient(replicaSetUri(set, "owner", set.database));
    const db = client.db();
    await db.createCollection("relayed");
    const insert_ms = async () => {
      const began_ms = performance.now();
      await db.collection("relayed").insertOne({}, everywhere);
      return performance.now() - began_ms;
    };

    await t.step("the set knows the relays' ports and no others", async () => {
      const hosts = (await memberStatuses(set)).map(({ host }) => host).sort();
      assertEquals(hosts, set.ports.map(memberHost).sort());
      for (const [member, port] of set.memberPorts.entries()) {
        assertNotEquals(port, set.ports[member]);
        await using direct = directClient(set, member, "owner");
        const hello = await direct.db(set.database).command({ hello: 1 });
        assertEquals(hello.me, memberHost(set.ports[member] ?? 0));
      }
    });

    await t.step("a write to all members waits for the farthest", async () => {
      const roles = await rolesOf(set);
      await insert_ms();
      await setDistances(set, roles, { nearest_rtt_ms: 0, farthest_rtt_ms: 150 });
      const took_ms = await insert_ms();
      await setDistances(set, roles, { nearest_rtt_ms: 0, farthest_rtt_ms: 0 });
      assert(took_ms >= 150, `${took_ms} ms`);
    });

    await t.step("a member that was killed comes back through its relay", async () => {
      const { primary, followers: [killed] } = await rolesOf(set);
      await set.kill(killed);
      await set.restart(killed);
      await insert_ms();
      assertEquals((await rolesOf(set)).primary, primary);
    });
  });
});
