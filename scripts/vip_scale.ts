/** The VIP campaign at other sizes, in stores that are thrown away. */
import { compareWays, type WaysComparison } from "../lib/campaign/compare_ways.ts";
import { unknownCity } from "../lib/campaign/unknown_city.ts";
import type { VipCriteria } from "../lib/campaign/vip.ts";
import { embeddedOptions, withDatabase } from "../lib/mongo/database.ts";
import type { OnNotice } from "../lib/mongo/fetch_mongod.ts";
import { findMongod } from "../lib/mongo/mongod_binary.ts";
import { publish } from "../lib/mongo/publish.ts";
import { replicaSetUri } from "../lib/mongo/replica_set.ts";
import { startTemporary } from "../lib/mongo/temporary.ts";
import { WireMeter } from "../lib/mongo/wire_meter.ts";
import type { Settings } from "../lib/settings.ts";
import { cities } from "../lib/simulate/algeria.ts";
import { streamUsers } from "../lib/simulate/mod.ts";
import { notice, progress } from "./cli.ts";
import { whole } from "./show.ts";
import { ordersPerUser } from "./store_flags.ts";

/** Where to look for a port, away from those of the laboratory. */
const firstPort = 25217;

/**
 * Finds the VIPs of simulated stores in each of the ways and yields one store after the other. They are
 * on a replica set of one member, which is there for them and ends with the task, however that ends.
 *
 * @param sizes the users of each store
 * @throws {DzError} if no simulated user lives in the city
 */
export async function* compareAtScale(
  settings: Settings,
  criteria: VipCriteria,
  sizes: readonly number[],
  onNotice: OnNotice = notice,
): AsyncGenerator<WaysComparison> {
  const names = cities.map(({ name }) => name);
  if (!names.includes(criteria.city)) throw unknownCity(criteria.city, names);
  const mongod = await findMongod(embeddedOptions(settings).sources, onNotice);
  onNotice("Starting a MongoDB for stores that are thrown away");
  await using set = await startTemporary({
    mongod,
    database: settings.database,
    firstPort,
    members: 1,
  });
  const own = { ...settings, mongodbUri: replicaSetUri(set, "owner", settings.database) };
  for (const users of sizes) {
    onNotice(`A store of ${whole(users)} users: simulating and loading them`);
    const loading = progress("users", users);
    const simulated = streamUsers({ users, orders: users * ordersPerUser });
    await withDatabase(
      own,
      "owner",
      onNotice,
      (db) => publish(db, { users: simulated }, { onProgress: loading.update }),
    );
    loading.end();
    onNotice(`A store of ${whole(users)} users: finding the VIPs in three ways`);
    await using meter = new WireMeter();
    yield await withDatabase(own, "owner", onNotice, (db) => compareWays(db, criteria, meter), {
      meter,
    });
  }
}
