/**
 * Publishes and is killed on the way, for `publish_test.ts`: `MONGODB_URI` names the server, the
 * argument says where to stop and wait.
 */
import { print } from "../../../lib/base/print.ts";
import { connect } from "../../../lib/mongo/connect.ts";
import { storeBook } from "../../../lib/documents.ts";
import { publish } from "../../../lib/mongo/publish.ts";
import { Edition } from "../../../lib/mongo/publishing/edition.ts";
import { testDatabase } from "../support/replica_set.ts";
import { trends, version } from "./versions.ts";

const [stopAt] = Deno.args;
const connection = await connect(Deno.env.get("MONGODB_URI") ?? "", testDatabase);
const { db } = connection;

const forever = () => new Promise<never>(() => {}); // the driver's heartbeat keeps us alive

/** The first documents, then a wait without end. */
async function* unfinished<T>(documents: readonly T[], count: number): AsyncGenerator<T> {
  yield* documents.slice(0, count);
  await forever();
}

switch (stopAt) {
  case "inserting":
    await publish(db, storeBook, { trending_products: unfinished(version(2), 1500) }, {
      onProgress: (done) => print(`${done}`),
    });
    break;
  case "staged": {
    const edition = await Edition.open(db, storeBook, ["trending_products"]);
    await edition.put({ trending_products: version(2) });
    print("staged");
    await forever();
    break;
  }
  case "the second collection":
    await publish(db, storeBook, {
      trending_products: version(2),
      analytics_trends: (async function* () {
        print("second");
        yield* unfinished(trends(2), 5);
      })(),
    });
    break;
  case "publishing over and over":
    for (let n = 2;; n++) {
      await publish(db, storeBook, { trending_products: version(n, 200) });
      print(`published ${n - 1}`);
    }
}
