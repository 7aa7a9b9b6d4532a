import { assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { withFolder } from "../support/folder.ts";
import { runTask } from "../support/task.ts";
import { countEvents, logRows, trafficRows } from "./recount.ts";

interface Summary {
  readonly users: number;
  readonly products: number;
  readonly orders: number;
  readonly orderLines: number;
  readonly views: number;
  readonly carts: number;
  readonly buys: number;
  readonly topProducts: { name: string; views: number }[];
  readonly rising: string[];
}

/** Generates files in `out` where no MongoDB can be reached. */
async function generate(out: string, ...args: string[]): Promise<Summary> {
  const { code, stdout, stderr } = await runTask(
    "generate",
    ["--no-load", "--json", "--out", out, ...args],
    { MONGODB_URI: "mongodb://127.0.0.1:1/?replicaSet=none", DZ_DATA: join(out, "unused") },
  );
  assertEquals([code, stderr], [0, ""]);
  return JSON.parse(stdout);
}

const small = ["--users", "300", "--orders", "700", "--events", "9000"];
const sum = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);

Deno.test("generate --no-load writes the two logs and nothing else, without MongoDB", async () => {
  await withFolder(async (dir) => {
    await generate(dir, ...small);
    const files = [...Deno.readDirSync(dir)].map(({ name }) => name);
    assertEquals(files.sort(), ["logs.csv", "web_traffic.csv"]);
  });
});

Deno.test("generate follows its flags, and its summary agrees with the files", async () => {
  await withFolder(async (dir) => {
    const summary = await generate(dir, ...small, "--products", "80");
    assertEquals([summary.users, summary.orders, summary.products], [300, 700, 80]);
    const rows = await logRows(dir);
    assertEquals(rows.length, 9000);
    const views = countEvents(rows, "view");
    assertEquals(summary.views, sum(views));
    assertEquals(summary.carts, sum(countEvents(rows, "cart")));
    assertEquals(summary.buys, sum(countEvents(rows, "buy")));
    assertEquals(summary.buys, summary.orderLines);
    assertEquals(summary.views + summary.carts + summary.buys, 9000);
    assertEquals(
      summary.topProducts.map(({ views }) => views),
      [...views.values()].sort((a, b) => b - a).slice(0, 10),
    );
    const users = rows.map(([, user]) => Number(user));
    assertEquals(users.filter((user) => !(user >= 101 && user <= 400)), []);
  });
});

Deno.test("web_traffic.csv tells of the same events as logs.csv, by name", async () => {
  await withFolder(async (dir) => {
    const { topProducts } = await generate(dir, ...small);
    const [logs, traffic] = [await logRows(dir), await trafficRows(dir)];
    assertEquals(traffic.length, logs.length);
    const actions: Record<string, string> = { view: "view", cart: "add_to_cart", buy: "buy" };
    assertEquals(
      traffic.map(([time, user, , action]) => [time, user, action]),
      logs.map(([time, user, , event]) => [time, user, actions[event ?? ""]]),
    );
    const byName = countEvents(traffic, "view");
    for (const { name, views } of topProducts) assertEquals(byName.get(name), views);
  });
});

Deno.test("the same seed gives the same bytes and another seed gives others", async () => {
  await withFolder(async (dir) => {
    const files = async (name: string, seed: string) => {
      const out = join(dir, name);
      await generate(out, ...small, "--seed", seed);
      return await Promise.all(
        ["logs.csv", "web_traffic.csv"].map((file) => Deno.readTextFile(join(out, file))),
      );
    };
    const [one, same, other] = await Promise.all([
      files("one", "7"),
      files("same", "7"),
      files("other", "8"),
    ]);
    assertEquals(one, same);
    assertNotEquals(one?.[0], other?.[0]);
    assertNotEquals(one?.[1], other?.[1]);
  });
});

Deno.test("--rising decides how many products rise, and nothing else but late views", async () => {
  await withFolder(async (dir) => {
    const runs = await Promise.all(["0", "2", "5"].map(async (count) => {
      const { rising, ...rest } = await generate(join(dir, count), ...small, "--rising", count);
      return { count, rising, rest, rows: await logRows(join(dir, count)) };
    }));
    const [calm] = runs;
    for (const { count, rising, rest, rows } of runs) {
      assertEquals(rising.length, Number(count));
      assertEquals([rest.views, rest.carts, rest.buys], [
        calm?.rest.views,
        calm?.rest.carts,
        calm?.rest.buys,
      ]);
      const changed = rows.filter((row, i) => row.join() !== calm?.rows[i]?.join());
      assertEquals(changed.filter(([, , , event]) => event !== "view"), []);
      assertEquals(changed.filter(([time = ""]) => time < "2025-11-30T12:00:00Z"), []);
      assertEquals(changed.length > 0, count !== "0");
    }
  });
});

Deno.test("generate names the rising products, also if none are asked for explicitly", async () => {
  await withFolder(async (dir) => {
    const { rising } = await generate(dir, ...small);
    assertEquals(rising.length, 2);
    const { stdout } = await runTask("generate", ["--no-load", "--out", dir, ...small]);
    assertStringIncludes(stdout, ["Rising in the last 12 hours", ...rising].join("\n  "));
  });
});
