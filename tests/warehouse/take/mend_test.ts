import { assertEquals, assertRejects } from "@std/assert";
import { zipSync } from "fflate";
import { join } from "node:path";
import { FileError } from "../../../lib/base/errors.ts";
import { mend } from "../../../lib/warehouse/take/mend.ts";
import { unzip } from "../../../lib/warehouse/take/unzip.ts";

async function inFolder(test: (dir: string) => Promise<void>): Promise<void> {
  const dir = Deno.makeTempDirSync({ prefix: "olist-mend" });
  try {
    await test(dir);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

Deno.test("lines with broken quotes are kept beside the mended file, every one", () =>
  inFolder(async (dir) => {
    const path = join(dir, "sellers.csv");
    const broken = Array.from({ length: 5 }, (_, i) => `s${i},01"001,sao paulo,SP`);
    Deno.writeTextFileSync(path, `a,b,c,d\nx,1,"sao ""p""",SP\n${broken.join("\n")}\ny,2,c,RJ\n`);
    const { file, lines, broken: kept } = await mend(
      { name: "sellers", path, columns: [..."abcd"], size_bytes: 0, version: "" },
      join(dir, "mended"),
    );
    assertEquals(
      Deno.readTextFileSync(file.path),
      '"a","b","c","d"\n"x","1","sao ""p""","SP"\n"y","2","c","RJ"\n',
    );
    assertEquals([kept.count, lines.length], [5, 3]);
    const written = Deno.readTextFileSync(kept.path).trim().split("\n");
    assertEquals(
      written.map((line) => JSON.parse(line)),
      broken.map((text, i) => ({ line: i + 3, text })),
    );
  }));

Deno.test("a zip that breaks off is refused in one line, wherever it ends", () =>
  inFolder(async (dir) => {
    const words = Array.from({ length: 4000 }, (_, i) => `${i * 7919 % 10007},${i}`).join("\n");
    const whole = zipSync({ "a.csv": new TextEncoder().encode(words) });
    const path = join(dir, "a.zip");
    for (const share of [0.02, 0.3, 0.7]) {
      Deno.writeFileSync(path, whole.subarray(0, Math.floor(whole.length * share)));
      await assertRejects(() => unzip(path, join(dir, "out"), (name) => name), FileError);
    }
    Deno.writeFileSync(path, whole);
    await unzip(path, join(dir, "out"), (name) => name);
    assertEquals(Deno.readTextFileSync(join(dir, "out", "a.csv")), words);
  }));
