import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { parquetWriteBuffer } from "hyparquet-writer";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { FileError } from "../../../lib/base/errors.ts";
import { openInput } from "../../../lib/base/input/open_input.ts";
import { withFolder } from "../../e2e/support/folder.ts";

const text = "user,item\namina,phone\nomar,café\n";
const utf8 = new TextEncoder().encode(text);
const parquet = new Uint8Array(parquetWriteBuffer({
  columnData: [
    { name: "user", data: ["amina", "omar"], type: "STRING" },
    { name: "item", data: ["phone", "café"], type: "STRING" },
  ],
}));

async function contentOf(path: string, again = false): Promise<string> {
  using input = await openInput(path, { again });
  const read = async () => {
    const decoder = new TextDecoder();
    let all = "";
    for await (const piece of input.csv()) all += decoder.decode(piece, { stream: true });
    return all + decoder.decode();
  };
  const first = await read();
  if (again) assertEquals(await read(), first);
  return first;
}

/** What is said of a file of these bytes. */
const refusalOf = (bytes: Uint8Array) =>
  withFolder(async (dir) => {
    const path = join(dir, "x.csv");
    await Deno.writeFile(path, new Uint8Array(bytes));
    const { message } = await assertRejects(() => contentOf(path), FileError);
    assertStringIncludes(message, `Cannot read ${path}: `);
    return message.slice(`Cannot read ${path}: `.length);
  });

const run = (program: string, ...args: string[]) =>
  new Deno.Command(program, { args }).output().then(({ success }) => assertEquals(success, true));

Deno.test("openInput tells what a file is kept in by its bytes, whatever its name", async () => {
  await withFolder(async (dir) => {
    const forms: Record<string, Uint8Array> = {
      csv: utf8,
      gzip: gzipSync(utf8),
      "gzip in two members": new Uint8Array([
        ...gzipSync(utf8.subarray(0, 7)),
        ...gzipSync(utf8.subarray(7)),
      ]),
      parquet,
    };
    for (const [form, bytes] of Object.entries(forms)) {
      for (const name of ["x.csv", "x.csv.gz", "x.parquet", "x"]) {
        const path = join(dir, name);
        await Deno.writeFile(path, new Uint8Array(bytes));
        assertEquals(await contentOf(path), text, `${form} in ${name}`);
        assertEquals(await contentOf(path, true), text, `${form} in ${name}, twice`);
      }
    }
  });
});

Deno.test("openInput reads a file of nothing, of one byte and of many pieces", async () => {
  await withFolder(async (dir) => {
    const path = join(dir, "x.csv");
    for (const content of ["", "u", "user\n", "a,b\n".repeat(300_000)]) {
      await Deno.writeTextFile(path, content);
      assertEquals(await contentOf(path) === content, true);
      await Deno.writeFile(path, gzipSync(content));
      assertEquals(await contentOf(path) === content, true);
    }
  });
});

Deno.test({
  name: "openInput reads pipes and links to files, also what needs to be read twice",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(async (dir) => {
      await Deno.writeFile(join(dir, "real"), parquet);
      await Deno.symlink("real", join(dir, "link"));
      await Deno.symlink("link", join(dir, "link to link"));
      assertEquals(await contentOf(join(dir, "link to link")), text);
      const pipe = join(dir, "pipe.csv");
      await run("mkfifo", pipe);
      for (const [bytes, again] of [[utf8, false], [gzipSync(utf8), false], [parquet, true]]) {
        const write = Deno.writeFile(pipe, new Uint8Array(bytes as Uint8Array));
        assertEquals(await contentOf(pipe, again as boolean), text);
        await write;
      }
      assertEquals(await contentOf("/dev/null"), "");
    }),
});

Deno.test("openInput says in one line why something cannot be read", async () => {
  const bytes = (...hex: string[]) => Uint8Array.fromHex(hex.join(""));
  assertStringIncludes(await refusalOf(bytes("fd377a585a000004")), "compressed with xz; unpack it");
  assertStringIncludes(await refusalOf(bytes("425a6839314159")), "compressed with bzip2");
  assertStringIncludes(await refusalOf(bytes("504b030414")), "a zip or a spreadsheet");
  assertStringIncludes(await refusalOf(bytes("fffe75007300")), "UTF-16; save it as UTF-8");
  assertStringIncludes(await refusalOf(bytes("feff00750073")), "UTF-16; save it as UTF-8");
  assertStringIncludes(await refusalOf(gzipSync(utf8).subarray(0, 30)), "it is damaged");
  assertStringIncludes(
    await refusalOf(zstdCompressSync(utf8)),
    "compressed with Zstandard; unpack",
  );
  assertStringIncludes(await refusalOf(parquet.subarray(0, 40)), "it is damaged");
  for (const packed of [gzipSync(utf8), parquet]) {
    assertStringIncludes(await refusalOf(gzipSync(packed)), "is no CSV; unpack it once");
  }
});

Deno.test({
  name: "openInput names what is there instead of a file",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(async (dir) => {
      await Deno.symlink("../gone.csv", join(dir, "dangling"));
      await Deno.symlink("loop", join(dir, "loop"));
      using _socket = Deno.listen({ transport: "unix", path: join(dir, "socket") });
      for (
        const [name, reason] of [
          ["none", "no such file or folder"],
          [".", "it is a folder, not a file"],
          ["dangling", "it is a link to ../gone.csv, which is not there"],
          ["loop", "its links lead in a circle"],
          ["socket", "it is a socket, not a file"],
        ] as const
      ) {
        const path = join(dir, name);
        const { message } = await assertRejects(() => openInput(path), FileError);
        assertEquals(message, `Cannot read ${path}: ${reason}`);
      }
    }),
});
