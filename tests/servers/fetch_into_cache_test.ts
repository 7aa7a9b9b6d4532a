import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { fetchIntoCache } from "../../lib/servers/fetch_into_cache.ts";
import { sha256Of } from "../../lib/servers/sha256_of.ts";
import { withFolder } from "../e2e/support/folder.ts";

Deno.test("fetchIntoCache keeps what is complete, and nothing else", async () => {
  await withFolder(async (dir) => {
    const target = join(dir, "program");
    await Deno.mkdir(join(dir, "fetch-999999999")); // of a run that is no more
    const fetch = (text: string) => async (folder: string) => {
      const path = join(folder, "fetched");
      await Deno.writeTextFile(path, text);
      if (text === "broken") throw new RangeError("it is broken");
      return path;
    };
    await assertRejects(() => fetchIntoCache(target, fetch("broken")), RangeError);
    assertEquals([...Deno.readDirSync(dir)], []);
    assertEquals(await fetchIntoCache(target, fetch("abc")), target);
    assertEquals([...Deno.readDirSync(dir)].map(({ name }) => name), ["program"]);
    const known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2
    assertEquals(await sha256Of(target), known);
  });
});
