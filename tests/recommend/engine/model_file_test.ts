import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { FileError } from "../../../lib/base/errors.ts";
import type { Model } from "../../../lib/recommend/engine/model.ts";
import {
  decodeModel,
  encodeModel,
  loadModel,
  saveModel,
} from "../../../lib/recommend/engine/model_file.ts";
import { trainEngine } from "../../../lib/recommend/engine/train.ts";
import { withFolder } from "../../e2e/support/folder.ts";
import { modelWith, randomMatrix } from "./matrices.ts";

const trained = await trainEngine(
  { ...randomMatrix(7, 5, 0.4), items: ["a,b", 'c"d', "é🎧", "", "e"] },
  { factors: 3, iterations: 2, regularization: 0.5, alpha: 2 },
);

Deno.test("a model that was saved is loaded as it was", () =>
  withFolder(async (folder) => {
    const path = join(folder, "model.dz");
    const named: Model<string> = { ...trained, users: trained.users.map((user) => `user ${user}`) };
    const none = modelWith([], []);
    for (const model of [trained, named, none]) {
      await saveModel(path, model);
      const loaded = await loadModel<unknown>(path);
      assertEquals(loaded, { ...model });
    }
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["model.dz"]);
  }));

Deno.test("the same model gives the same bytes", async () => {
  assertEquals(await encodeModel(trained), await encodeModel(trained));
});

Deno.test("damage to any byte is noticed", async () => {
  const bytes = await encodeModel(trained);
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    await assertRejects(() => decodeModel(damaged), SyntaxError);
  }
});

Deno.test("a file cut short anywhere, or with more after, is refused", async () => {
  const bytes = await encodeModel(trained);
  for (let length = 0; length < bytes.length; length++) {
    await assertRejects(() => decodeModel(bytes.slice(0, length)), SyntaxError);
  }
  await assertRejects(() => decodeModel(new Uint8Array([...bytes, 0])), SyntaxError, "checksum");
});

Deno.test("errors name the file, and say what is wrong with it", () =>
  withFolder(async (folder) => {
    const path = join(folder, "model.dz");
    const cases: [Uint8Array, string][] = [
      [new TextEncoder().encode("user,item\n1,a\n"), "it is not a model"],
      [new Uint8Array(), "it is not a model"],
      [(await encodeModel(trained)).slice(0, 20), "it is cut short"],
      [(await encodeModel(trained)).slice(0, -1), "its checksum is wrong"],
      [(await encodeModel(trained)).fill(9, 8, 9), "it is of version 9, and this program reads"],
    ];
    for (const [bytes, message] of cases) {
      await Deno.writeFile(path, bytes);
      const error = await assertRejects(() => loadModel(path), FileError, message);
      assert(error.message.startsWith(`Cannot load the model ${path}: `), error.message);
    }
    await assertRejects(() => loadModel(join(folder, "none")), FileError, "no such file");
    await assertRejects(
      () => saveModel(join(folder, "no", "folder"), trained),
      FileError,
      "Cannot write",
    );
  }));

Deno.test("a file whose checksum fits but whose header does not is refused", async () => {
  const reseal = async (edit: (bytes: Uint8Array) => void) => {
    const bytes = await encodeModel(trained);
    edit(bytes);
    const body = bytes.subarray(0, -32);
    bytes.set(new Uint8Array(await crypto.subtle.digest("SHA-256", body)), body.length);
    return bytes;
  };
  const noJson = await reseal((bytes) => bytes.fill(0x7b, 16, 20));
  await assertRejects(() => decodeModel(noJson), SyntaxError, "its header cannot be read");
  const longHeader = await reseal((bytes) => bytes.fill(0xff, 12, 16));
  await assertRejects(() => decodeModel(longHeader), SyntaxError, "its header");
  const fewer = await reseal((bytes) => {
    const at = new TextDecoder("latin1").decode(bytes).indexOf('"factors":3') + 10;
    bytes[at] = 0x32;
  });
  await assertRejects(() => decodeModel(fewer), SyntaxError, "does not fit its factors");
});
