import { pause } from "../../../lib/base/pause.ts";
import { assertEquals, assertGreater, assertRejects } from "@std/assert";
import { type Db, MongoClient } from "mongodb";
import { connect } from "../../../lib/mongo/connect.ts";
import { DatabaseError } from "../../../lib/mongo/errors.ts";
import { WireMeter } from "../../../lib/mongo/measure/wire_meter.ts";
import { testDatabase, withReplicaSet } from "../support/replica_set.ts";

const documents = Array.from({ length: 500 }, (_, n) => ({ n, text: "é".repeat(100) }));
/** Fewer than the documents, so that the first answer is not the last. */
const batchSize = 300;

/** The sizes of the answers about `numbers` since the last call, as the server itself has noted them. */
async function notedBytes(db: Db): Promise<number[]> {
  const profile = db.collection("system.profile");
  const noted = await profile.find({ ns: `${testDatabase}.numbers` }).toArray();
  await db.command({ profile: 0 });
  await profile.drop();
  await db.command({ profile: 2 });
  return noted.map(({ responseLength }) => responseLength);
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

Deno.test("WireMeter measures what a client receives", async (t) => {
  await withReplicaSet(async (set, uri) => {
    await using direct = new MongoClient(uri);
    const db = direct.db(testDatabase);
    await db.collection("numbers").insertMany(documents);
    await db.command({ profile: 2 });

    const compare = async (uri: string) => {
      await using meter = new WireMeter();
      await using connection = await connect(uri, testDatabase, { meter });
      const numbers = connection.db.collection("numbers");
      await notedBytes(db);
      for (const filter of [{}, { n: { $lt: 3 } }, { n: -1 }]) {
        let noted: number[] = [];
        const { value, received_bytes } = await meter.measure(async () => {
          const found = await numbers.find(filter, { batchSize }).toArray();
          noted = await notedBytes(db); // of this attempt alone
          return found;
        });
        assertEquals(noted.length, value.length > batchSize ? 2 : 1);
        assertEquals(received_bytes, sum(noted), JSON.stringify(filter));
        assertGreater(received_bytes, 200 * value.length);
      }
    };

    await t.step("to the byte, as the server has noted it", () => compare(uri));

    await t.step("whatever the connection string says of pools and heartbeats", async () => {
      await compare(`${uri}&heartbeatFrequencyMS=500&minPoolSize=3&maxPoolSize=9`);
    });

    await t.step("with a member that is down", async () => {
      const hosts = [...uri.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
      const { me } = await direct.db("admin").command({ hello: 1 });
      const secondary = hosts.findIndex((port) => !me.endsWith(`:${port}`));
      await set.kill(secondary);
      await compare(uri);
    });

    await t.step("and not what the driver asks for by itself", async () => {
      await using meter = new WireMeter();
      const often = `${uri}&heartbeatFrequencyMS=500`;
      await using connection = await connect(often, testDatabase, { meter });
      await connection.db.command({ ping: 1 });
      // Longer than two heartbeats: if they came so often, no attempt would be without one.
      const idle = () => pause(1500);
      const { received_bytes } = await meter.measure(idle);
      assertEquals(received_bytes, 0);
    });

    await t.step("over one connection", async () => {
      await using meter = new WireMeter();
      await using connection = await connect(uri, testDatabase, { meter });
      const ids = new Set<unknown>();
      connection.client.on("connectionCheckedOut", ({ connectionId }) => ids.add(connectionId));
      const numbers = connection.db.collection("numbers");
      await Promise.all([1, 2, 3].map((n) => numbers.findOne({ n })));
      assertEquals(ids.size, 1);
    });

    await t.step("but not by a proxy of the user's, whose password is hidden", async () => {
      await using meter = new WireMeter();
      const own = `${uri}&proxyHost=proxy.example&proxyUsername=a&proxyPassword=s3cret`;
      const error = await assertRejects(
        () => connect(own, testDatabase, { meter }),
        DatabaseError,
        "Cannot measure a connection with a proxy of its own: take proxyHost out of mongodb://dz_owner:***@",
      );
      assertEquals(error.message.includes("s3cret"), false);
    });
  });
});
