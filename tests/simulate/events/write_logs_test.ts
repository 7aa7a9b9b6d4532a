import { assert, assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import { parse } from "@std/csv";
import { join } from "node:path";
import { FileError } from "../../../lib/base/errors.ts";
import { simulate, type SimulatedStore } from "../../../lib/simulate/simulate.ts";
import { writeLogs } from "../../../lib/simulate/events/write_logs.ts";
import { withFolder } from "../../e2e/support/folder.ts";

const rowsOf = (path: string) => Deno.readTextFileSync(path).trimEnd().split("\n");

async function digests(store: SimulatedStore, dir: string): Promise<string[]> {
  await writeLogs(store, dir);
  return await Promise.all(["logs.csv", "web_traffic.csv"].map(async (name) => {
    const hash = await crypto.subtle.digest("SHA-256", await Deno.readFile(join(dir, name)));
    return new Uint8Array(hash).toHex();
  }));
}

Deno.test("writeLogs() writes one well-formed row for each event, and counts them", () =>
  withFolder(async (dir) => {
    const store = simulate();
    const { rows, byAction } = await writeLogs(store, dir);
    const [header, ...lines] = rowsOf(join(dir, "logs.csv"));
    assertEquals(header, "timestamp,user_id,product_id,event_type");
    assertEquals([rows, lines.length], [20_000, 20_000]);
    for (const line of lines) {
      assertMatch(
        line,
        /^2025-(09|10|11)-\d\dT\d\d:\d\d:\d\dZ,\d{3,4},prod_0\d\d,(view|cart|buy)$/,
      );
    }
    const timestamps = lines.map((line) => line.slice(0, 20));
    assertEquals(timestamps, timestamps.toSorted());
    for (const [a, n] of byAction.entries()) {
      const end = `,${store.products[Math.floor(a / 3)]?._id},${["view", "cart", "buy"][a % 3]}`;
      assertEquals(lines.filter((line) => line.endsWith(end)).length, n);
    }
  }));

Deno.test("writeLogs() writes the same events by product name to web_traffic.csv", () =>
  withFolder(async (dir) => {
    const store = simulate();
    await writeLogs(store, dir);
    const names = new Map(store.products.map(({ _id, name }) => [_id, name]));
    const actions: Record<string, string> = { view: "view", cart: "add_to_cart", buy: "buy" };
    const [, ...events] = rowsOf(join(dir, "logs.csv"));
    const expected = events.map((line) => {
      const [timestamp, user, product = "", type = ""] = line.split(",");
      return [timestamp, user, names.get(product), actions[type]];
    });
    const [header, ...traffic] = parse(await Deno.readTextFile(join(dir, "web_traffic.csv")));
    assertEquals<unknown>(header, ["timestamp", "user_id", "product_name", "action"]);
    assertEquals<unknown>(traffic, expected);
  }));

Deno.test("writeLogs() keeps the last 100,000 events in web_traffic.csv, over many buffers", () =>
  withFolder(async (dir) => {
    const progress: number[] = [];
    await writeLogs(simulate({ events: 250_000 }), dir, {
      onProgress: (rows) => progress.push(rows),
    });
    const logs = rowsOf(join(dir, "logs.csv"));
    const traffic = rowsOf(join(dir, "web_traffic.csv"));
    assertEquals([logs.length, traffic.length], [250_001, 100_001]);
    const row = /^2025-\d\d-\d\dT\d\d:\d\d:\d\dZ,\d{3,4},prod_0\d\d,(view|cart|buy)$/;
    assertEquals(logs.slice(1).filter((line) => !row.test(line)), []);
    assertEquals(traffic.at(1)?.slice(0, 24), logs.at(-100_000)?.slice(0, 24));
    assertEquals(traffic.at(-1)?.slice(0, 24), logs.at(-1)?.slice(0, 24));
    assertEquals(progress.at(-1), 250_000);
    assert(progress.every((rows, i) => rows >= (progress[i - 1] ?? 0)));
  }));

Deno.test("writeLogs() writes the same bytes for the same seed, others for another", () =>
  withFolder(async (dir) => {
    const first = await digests(simulate({ seed: 7 }), dir);
    assertEquals(await digests(simulate({ seed: 7 }), dir), first);
    for (const [i, digest] of (await digests(simulate({ seed: 8 }), dir)).entries()) {
      assertNotEquals(digest, first[i]);
    }
  }));

Deno.test("writeLogs() leaves the old files when it is stopped half way", () =>
  withFolder(async (dir) => {
    const before = await digests(simulate(), dir);
    const stop = new AbortController();
    const onProgress = (rows: number) => rows > 100_000 && stop.abort(new Error("enough"));
    const large = simulate({ events: 250_000, seed: 8 });
    await assertRejects(
      () => writeLogs(large, dir, { onProgress, signal: stop.signal }),
      Error,
      "enough",
    );
    assertEquals(Array.from(Deno.readDirSync(dir), ({ name }) => name).sort(), [
      "logs.csv",
      "web_traffic.csv",
    ]);
    const after = await Promise.all(
      ["logs.csv", "web_traffic.csv"].map(async (name) =>
        new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(join(dir, name))))
          .toHex()
      ),
    );
    assertEquals(after, before);
  }));

Deno.test("writeLogs() makes a missing folder, and says so when it cannot", () =>
  withFolder(async (dir) => {
    await writeLogs(simulate(), join(dir, "a", "b"));
    assertEquals(rowsOf(join(dir, "a", "b", "logs.csv")).length, 20_001);
    const file = join(dir, "file");
    await Deno.writeTextFile(file, "");
    const error = await assertRejects(() => writeLogs(simulate(), join(file, "data")), FileError);
    assertMatch(error.message, /^Cannot write .*: a part of the path is not a folder$/);
    await Deno.mkdir(join(dir, "web_traffic.csv"));
    await assertRejects(() => writeLogs(simulate(), dir), FileError, "it is a folder, not a file");
    assertEquals(Array.from(Deno.readDirSync(dir)).length, 3); // a, file, web_traffic.csv
  }));
