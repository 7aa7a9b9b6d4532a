import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { type Db, type Document, MongoServerError } from "mongodb";
import {
  categories,
  type Category,
  type CollectionName,
  type Product,
  storeBook,
  type User,
} from "../../../lib/documents.ts";
import { connect } from "../../../lib/mongo/connect.ts";
import { publish } from "../../../lib/mongo/publish.ts";
import { tellRefusals } from "../../../lib/mongo/tell_refusals.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";

/** The right specs of every category, one line each. */
const specs: { readonly [C in Category]: Extract<Product, { category: C }>["specs"] } = {
  laptop: { cpu: "Ryzen 7", ram_gb: 16, storage_gb: 512, screen_in: 15.6, gpu: "RTX 4060" },
  phone: {
    screen_in: 6.1,
    ram_gb: 8,
    storage_gb: 256,
    battery_mah: 3349,
    camera_mp: 48,
    sim: "nano + eSIM",
  },
  tablet: { screen_in: 11, ram_gb: 8, storage_gb: 128, battery_mah: 8400, stylus: true },
  console: { generation: "9th", storage_gb: 1000, max_resolution: "4K", controllers: 1 },
  headphones: { form: "over-ear", wireless: true, noise_cancelling: true, battery_h: 30 },
  tv: { screen_in: 55, resolution: "4K", panel: "OLED", refresh_hz: 120, smart_os: "webOS" },
  camera: { sensor: "APS-C", resolution_mp: 24.2, mount: "RF", video: "4K60" },
  monitor: { screen_in: 27, resolution: "QHD", panel: "IPS", refresh_hz: 165, ports: ["HDMI"] },
  case: { fits: "phone", material: "silicone", color: "black" },
  charger: { power_w: 65, connector: "USB-C", ports: 2, cable_included: true },
};

function product(category: Category): Document {
  const common = { _id: "prod_001", name: `A ${category}`, brand: "Condor", price: 1000, stock: 3 };
  return { ...common, category, specs: specs[category] };
}

function order(...items: Document[]): Document {
  const created_at = new Date("2025-11-30T10:00:00Z");
  return { _id: "order_1", user_id: 1, status: "completed", created_at, total: 2000, items };
}

function item(category: Category): Document {
  const common = { product_id: "prod_001", name: `A ${category}`, unit_price: 1000, quantity: 2 };
  return { ...common, category, specs: specs[category] };
}

const user: User = {
  _id: "user_1",
  user_id: 1,
  name: "Amina Benali",
  email: "amina@example.dz",
  phone: "+213550123456",
  city: "Oran",
  interests: [],
  created_at: new Date("2025-01-01T00:00:00Z"),
  total_spend: 0,
};

const without = (document: Document, field: string): Document =>
  Object.fromEntries(Object.entries(document).filter(([name]) => name !== field));

/** The category that follows, whose specs are always different ones. */
const otherThan = (category: Category): Category =>
  categories[(categories.indexOf(category) + 1) % categories.length] ?? "laptop";

Deno.test("MongoDB itself refuses what does not fit documents.ts", async (t) => {
  await withEmptyDatabase(async (uri) => {
    /** A step with an empty database of published, empty collections. */
    const step = (title: string, test: (db: Db) => Promise<void>) =>
      t.step(title, async () => {
        await using connection = await connect(uri, testDatabase);
        await publish(connection.db, storeBook, {
          products: [],
          users: [],
          orders: [],
          analytics_trends: [],
          trending_products: [],
        });
        await test(connection.db);
      });

    const accepts = async (db: Db, name: CollectionName, document: Document) => {
      const { insertedId } = await db.collection(name).insertOne({ ...document });
      assertEquals(await db.collection(name).deleteOne({ _id: insertedId }).then(deleted), 1);
    };

    const refuses = async (db: Db, name: CollectionName, document: Document, why: string) => {
      const code = await db.collection(name).insertOne({ ...document }).then(
        () => "it was accepted",
        (error: { code?: number }) => error.code,
      );
      assertEquals(code, 121, `a document with ${why}`);
    };

    for (const category of categories) {
      const other = otherThan(category);

      await step(`a ${category} has the specs of a ${category} and no others`, async (db) => {
        const right = product(category);
        const field = Object.keys(specs[category])[0] ?? "";
        await accepts(db, "products", right);
        await refuses(db, "products", { ...right, specs: specs[other] }, `specs of a ${other}`);
        await refuses(db, "products", { ...right, category: other }, `${other} as its category`);
        const less = without(specs[category], field);
        await refuses(db, "products", { ...right, specs: less }, `no ${field}`);
        const more = { ...specs[category], warranty: 2 };
        await refuses(db, "products", { ...right, specs: more }, "an additional spec");
        const wrong = { ...specs[category], [field]: null };
        await refuses(db, "products", { ...right, specs: wrong }, `${field} null`);
      });

      await step(`an order of a ${category} keeps the specs of a ${category}`, async (db) => {
        const right = item(category);
        const field = Object.keys(specs[category]).at(-1) ?? "";
        await accepts(db, "orders", order(right));
        await accepts(db, "orders", order(item(other), right));
        const wrongs: [Document, string][] = [
          [{ ...right, specs: specs[other] }, `specs of a ${other}`],
          [{ ...right, specs: without(specs[category], field) }, `no ${field}`],
          [{ ...right, specs: { ...specs[category], warranty: 2 } }, "an additional spec"],
          [{ ...right, quantity: 0 }, "quantity 0"],
          [without(right, "unit_price"), "no unit_price"],
        ];
        for (const [wrong, why] of wrongs) {
          await refuses(db, "orders", order(wrong), why);
          await refuses(db, "orders", order(item(other), wrong), `${why} in the second item`);
        }
      });
    }

    await step("a product has every field, no other and sensible values", async (db) => {
      const right = product("tv");
      for (const field of ["name", "brand", "price", "stock", "category", "specs"]) {
        await refuses(db, "products", without(right, field), `no ${field}`);
      }
      const wrongs: Document[] = [
        { color: "red" },
        { price: -1 },
        { price: 999.5 },
        { price: "1000" },
        { stock: -1 },
        { name: "" },
        { category: "fridge" },
        { _id: "1" },
      ];
      for (const wrong of wrongs) {
        await refuses(db, "products", { ...right, ...wrong }, JSON.stringify(wrong));
      }
    });

    await step("an order has items, a known status and whole dinars", async (db) => {
      const right = order(item("phone"));
      await accepts(db, "orders", right);
      const wrongs: Document[] = [
        { items: [] },
        { status: "lost" },
        { total: 0.5 },
        { created_at: "2025-11-30" },
        { user_id: 0 },
        { coupon: "BLACK" },
      ];
      for (const wrong of wrongs) {
        await refuses(db, "orders", { ...right, ...wrong }, JSON.stringify(wrong));
      }
      for (const field of ["user_id", "status", "created_at", "total", "items"]) {
        await refuses(db, "orders", without(right, field), `no ${field}`);
      }
    });

    await step("a recommendation's confidence is in 0..1", async (db) => {
      const recommended = (confidence: unknown, more: Document = {}) => ({
        ...user,
        recommendations: [{ product: "Product 1", confidence, ...more }],
        recommendation_source: "als",
      });
      for (const confidence of [0, 0.5, 1]) await accepts(db, "users", recommended(confidence));
      for (const confidence of [1.5, -0.1, NaN, "0.5", null]) {
        await refuses(db, "users", recommended(confidence), `confidence ${confidence}`);
      }
      await refuses(db, "users", recommended(0.5, { rank: 1 }), "an additional field");
      const update = { $set: { recommendations: [{ product: "Product 1", confidence: 1.5 }] } };
      await db.collection<User>("users").insertOne(user);
      const error = await assertRejects(
        () => db.collection<User>("users").updateOne({ _id: user._id }, update),
        MongoServerError,
      );
      assertEquals(error.code, 121);
    });

    await step("a user has an Algerian mobile number and known interests", async (db) => {
      await accepts(db, "users", { ...user });
      await accepts(db, "users", { ...user, interests: ["laptop", "tv"] });
      const wrongs: Document[] = [
        { phone: "0550123456" },
        { email: "amina" },
        { interests: ["fridge"] },
        { total_spend: -1 },
        { recommendation_source: "guess" },
        { password: "secret" },
      ];
      for (const wrong of wrongs) {
        await refuses(db, "users", { ...user, ...wrong }, JSON.stringify(wrong));
      }
    });

    await step("a trend has its fields and no others", async (db) => {
      const trend = { rank: 1, product_name: "Product 1", views: 10 };
      await accepts(db, "analytics_trends", trend);
      await refuses(db, "analytics_trends", { ...trend, date: new Date(0) }, "an additional field");
      await refuses(db, "analytics_trends", { ...trend, rank: 0 }, "rank 0");
      await refuses(db, "analytics_trends", without(trend, "views"), "no views");
      const trending = { product_name: "Product 1", count: 10 };
      await accepts(db, "trending_products", trending);
      await refuses(db, "trending_products", { ...trending, rank: 1 }, "an additional field");
      await refuses(db, "trending_products", without(trending, "count"), "no count");
    });

    await step("the error says which field of a document is wrong, and why", async (db) => {
      tellRefusals(db);
      const saying = async (name: CollectionName, document: Document) => {
        const error = await assertRejects(() => db.collection(name).insertOne({ ...document }));
        assert(error instanceof MongoServerError, "it is still the driver's");
        assertEquals(error.stack?.split("\n")[0], `MongoServerError: ${error.message}`);
        return error.message.replace(/^MongoDB refused the document "\w+": /, "");
      };
      const tv = product("tv"), right = order(item("phone"));
      const { price: _, ...priceless } = tv;
      const cases: [CollectionName, Document, string][] = [
        ["products", { ...tv, price: -1 }, "price is -1, and must be at least 0"],
        ["products", { ...tv, price: 999.5 }, "price is 999.5, and must be a whole number"],
        ["products", { ...tv, price: "9" }, 'price is "9" (a string), and must be a number'],
        ["products", priceless, "price is missing"],
        ["products", { ...tv, color: "red" }, "color is a field that the collection does not have"],
        ["products", { ...tv, _id: "1" }, '_id is "1", and must match ^prod_\\d{3,}$'],
        [
          "products",
          { ...tv, category: "fridge" },
          `category is "fridge", and must be one of ${
            categories.map((one) => `"${one}"`).join(", ")
          }`,
        ],
        [
          "products",
          { ...tv, specs: { ...specs.tv, panel: null } },
          "specs.panel is null (null), and must be a string",
        ],
        [
          "orders",
          { ...right, items: [] },
          "items is [], and must have at least this many items: 1",
        ],
        [
          "orders",
          order(item("tv"), { ...item("phone"), quantity: 0 }),
          "items[1].quantity is 0, and must be at least 1",
        ],
        [
          "orders",
          { ...right, status: "lost", total: 0.5 },
          'status is "lost", and must be one of "completed", "shipped", "pending", "cancelled"; ' +
          "total is 0.5, and must be a whole number",
        ],
      ];
      for (const [name, document, why] of cases) assertEquals(await saying(name, document), why);

      const users = db.collection<User>("users");
      await users.insertOne(user);
      const others: (() => Promise<unknown>)[] = [
        () => users.updateOne({ _id: user._id }, { $set: { total_spend: -1 } }),
        () => users.insertMany([{ ...user, _id: "user_7", user_id: 7, total_spend: -1 }]),
        () => users.findOneAndUpdate({ _id: user._id }, { $set: { total_spend: -1 } }),
        () =>
          users.bulkWrite([{
            insertOne: { document: { ...user, _id: "user_8", total_spend: -1 } },
          }]),
      ];
      for (const write of others) {
        const { message } = await assertRejects(write, MongoServerError);
        assertMatch(
          message,
          /^MongoDB refused the document "user_\d": total_spend is -1, and must be at least 0$/,
        );
      }
      const double = await assertRejects(() => users.insertOne(user), MongoServerError);
      assertStringIncludes(double.message, "E11000", "other errors stay as they are");
    });

    await step("one wrong document among many stops the version", async (db) => {
      const right = product("camera") as Product;
      const wrong = { ...right, _id: "prod_002", name: "B", specs: specs.tv } as unknown as Product;
      await assertRejects(
        () => publish(db, storeBook, { products: [right, wrong] }),
        MongoServerError,
      );
      assertEquals(await db.collection("products").countDocuments(), 0);
    });
  });
});

const deleted = (result: { deletedCount: number }) => result.deletedCount;
