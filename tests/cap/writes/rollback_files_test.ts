import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { BSON } from "mongodb";
import { rolledBackOrderIds } from "../../../lib/cap/writes/rollback_files.ts";
import { FileError } from "../../../lib/base/errors.ts";
import { withFolder } from "../../e2e/support/folder.ts";

/** The bytes of documents, one after the other. */
function bytesOf(...documents: BSON.Document[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(documents.flatMap((document) => [...BSON.serialize(document)]));
}

/** Writes a file below the `rollback` folder of a data path, as `mongod` does. */
async function writeRollback(
  dbPath: string,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const file = join(dbPath, "rollback", path);
  await Deno.mkdir(dirname(file), { recursive: true });
  await Deno.writeFile(file, bytes);
  return file;
}

async function failure(dbPath: string): Promise<FileError> {
  const error = await rolledBackOrderIds(dbPath).catch((error) => error);
  assert(error instanceof FileError, `it was ${error}`);
  return error;
}

const removed = (time: string) => `5f0c9f2e-0000-4000-8000-000000000001/removed.${time}.bson`;

Deno.test("the orders of all rollback files of a member are found", () =>
  withFolder(async (dbPath) => {
    const order = (order_id: string) => ({
      order_id,
      items: [{ product: "iPhone 15", quantity: 1 }],
      total: 165_000,
      timestamp: new Date(0),
    });
    await writeRollback(
      dbPath,
      removed("2026-11-27T20-00-00.0"),
      bytesOf(order("BF_0"), order("BF_1")),
    );
    await writeRollback(dbPath, removed("2026-11-27T21-00-00.0"), bytesOf(order("BF_2")));
    await writeRollback(dbPath, "another-collection/removed.x.bson", bytesOf(order("BF_3")));
    assertEquals(await rolledBackOrderIds(dbPath), new Set(["BF_0", "BF_1", "BF_2", "BF_3"]));
  }));

Deno.test("what is not an order or not a rollback file is passed over", () =>
  withFolder(async (dbPath) => {
    await writeRollback(
      dbPath,
      removed("1"),
      bytesOf({}, { _id: "a session" }, { order_id: 7 }, { order_id: "BF_0" }),
    );
    await writeRollback(dbPath, removed("2"), bytesOf());
    await writeRollback(dbPath, "notes.txt", bytesOf({ order_id: "BF_1" }));
    assertEquals(await rolledBackOrderIds(dbPath), new Set(["BF_0"]));
  }));

Deno.test("a member that never rolled back has no such orders", () =>
  withFolder(async (dbPath) => {
    assertEquals(await rolledBackOrderIds(dbPath), new Set());
    assertEquals(await rolledBackOrderIds(join(dbPath, "absent")), new Set());
  }));

Deno.test("a rollback file that ends too early is refused, wherever it ends", () =>
  withFolder(async (dbPath) => {
    const first = bytesOf({ order_id: "BF_0" });
    const both = bytesOf({ order_id: "BF_0" }, { order_id: "BF_1" });
    for (let length = first.length + 1; length < both.length; length++) {
      const file = await writeRollback(dbPath, removed("1"), both.slice(0, length));
      const { message } = await failure(dbPath);
      assertStringIncludes(message, `Cannot read ${file}: the document at byte ${first.length}`);
      assertStringIncludes(message, `${length - first.length} are left`);
    }
  }));

Deno.test("a rollback file with a damaged document is refused", () =>
  withFolder(async (dbPath) => {
    const zeros = new Uint8Array(16);
    const file = await writeRollback(dbPath, removed("1"), zeros);
    assertStringIncludes((await failure(dbPath)).message, `Cannot read ${file}`);
    const damaged = bytesOf({ order_id: "BF_0" });
    damaged[4] = 0x40; // no type of BSON
    await writeRollback(dbPath, removed("1"), damaged);
    assertStringIncludes((await failure(dbPath)).message, "at byte 0 is damaged");
  }));
