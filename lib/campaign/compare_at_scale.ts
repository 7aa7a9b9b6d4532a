/** The VIP campaign at other sizes, in stores that are thrown away. */
import { compareWays, type WaysComparison } from "./compare_ways.ts";
import { unknownCity } from "./unknown_city.ts";
import type { VipCriteria } from "./vip.ts";
import { embeddedOptions, withDatabase } from "../mongo/database.ts";
import type { OnNotice, StartProgress } from "../base/notice.ts";
import { whole } from "../base/text/whole.ts";
import { storeBook, type User } from "../documents.ts";
import { findMongod } from "../mongo/server/mongod_binary.ts";
import { publish } from "../mongo/publish.ts";
import { replicaSetUri } from "../mongo/server/replica_set.ts";
import { startTemporary } from "../mongo/server/temporary.ts";
import { WireMeter } from "../mongo/measure/wire_meter.ts";
import type { Settings } from "../base/settings.ts";

/** Where to look for a port, away from those of the laboratory. */
const firstPort = 25217;

/** The stores to measure, and whom to tell how far it is. */
export interface ScaleOptions {
  /** The users of a store of that size. */
  readonly usersOf: (size: number) => Iterable<User> | AsyncIterable<User>;
  /** Where simulated users live. */
  readonly cities: readonly string[];
  readonly onNotice?: OnNotice;
  readonly startProgress?: StartProgress;
}

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
  { usersOf, cities, onNotice = () => {}, startProgress }: ScaleOptions,
): AsyncGenerator<WaysComparison> {
  if (!cities.includes(criteria.city)) throw unknownCity(criteria.city, cities);
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
    const loading = startProgress?.("users", users);
    await withDatabase(
      own,
      "owner",
      onNotice,
      (db) =>
        publish(db, storeBook, { users: usersOf(users) }, {
          ...(loading && { onProgress: loading.update }),
        }),
    );
    loading?.end();
    onNotice(`A store of ${whole(users)} users: finding the VIPs in three ways`);
    await using meter = new WireMeter();
    yield await withDatabase(own, "owner", onNotice, (db) => compareWays(db, criteria, meter), {
      meter,
    });
  }
}
