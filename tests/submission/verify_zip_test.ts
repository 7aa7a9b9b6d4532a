import { assert, assertEquals, assertRejects } from "@std/assert";
import { zipSync } from "fflate";
import { join } from "node:path";
import { DzError } from "../../lib/base/errors.ts";
import { listed, type Manifest } from "../../lib/submission/manifest.ts";
import { verificationLines } from "../../lib/submission/submission_lines.ts";
import { verifyZip } from "../../lib/submission/verify_zip.ts";
import { withFolder } from "../e2e/support/folder.ts";
import { type MadeFile, madeZip } from "./made_zip.ts";

const texts = { "index.html": "<p>hi</p>", "rubric.json": "{}", "notebooks/01.ipynb": "{ }" };
const encoder = new TextEncoder();
const manifestOf = (files: Readonly<Record<string, string>>, name = "Amina"): Manifest => ({
  ...{ version: 1, name, group: null, made: "2025-12-01T10:00:00.000Z" },
  ...{ complete: true, problems: [] },
  files: listed(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)])),
  ),
});
const manifestText = JSON.stringify(manifestOf(texts));

/** The files of a good zip, with changes by their names; `null` leaves one out. */
function filesWith(changes: Readonly<Record<string, Partial<MadeFile> | null>> = {}): MadeFile[] {
  return Object.entries({ ...texts, "manifest.json": manifestText }).flatMap(([name, text]) => {
    const change = changes[name];
    return change === null ? [] : [{ name, text, ...change }];
  });
}

const verified = (bytes: Uint8Array<ArrayBuffer>) =>
  withFolder(async (dir) => {
    const path = join(dir, "some.zip");
    await Deno.writeFile(path, bytes);
    return await verifyZip(path);
  });

Deno.test("verifyZip() takes a zip for intact, however a person has packed it again", async () => {
  const renamed = (rename: (name: string) => string, more: MadeFile[] = []) =>
    madeZip([...filesWith().map((file) => ({ ...file, name: rename(file.name) })), ...more]);
  const system = ["__MACOSX/._index.html", ".DS_Store", "notebooks/Thumbs.db", "Desktop.ini"]
    .map((name) => ({ name, text: "x" }));
  const packed: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
    "as it was made": madeZip(filesWith()),
    "compressed": zipSync(
      Object.fromEntries(filesWith().map(({ name, text }) => [name, encoder.encode(text)])),
    ),
    "in another order": madeZip(filesWith().toReversed()),
    "in a folder": renamed((name) => `dzstore_amina/${name}`),
    "in a folder within a folder": renamed((name) => `a/b/${name}`),
    "in a folder, by macOS": renamed((name) => `work/${name}`, system),
    "with backslashes": renamed((name) => name.replaceAll("/", "\\")),
    "in a folder with backslashes": renamed((name) => `work\\${name.replaceAll("/", "\\")}`),
    "with a dot before": renamed((name) => `./${name}`),
    "with folders": renamed((name) => name, [{ name: "notebooks/", text: "" }]),
    "with system files": renamed((name) => name, system),
    "with wide numbers": madeZip(filesWith({ "index.html": { zip64: true } }), true),
  };
  for (const [how, bytes] of Object.entries(packed)) {
    const { differences, manifest } = await verified(bytes);
    assertEquals([how, ...differences], [how]);
    assertEquals(manifest?.name, "Amina");
  }
  const many = Array.from({ length: 7 }, (_, n) => ({ name: `__MACOSX/${n}`, text: "x" }));
  assertEquals((await verified(renamed((name) => name, many))).notes, [
    "system files, which count for nothing: " +
    "__MACOSX/0, __MACOSX/1, __MACOSX/2, __MACOSX/3, __MACOSX/4 and 2 more",
  ]);
  const { notes } = await verified(renamed((name) => `work/${name}`, system.slice(0, 2)));
  assertEquals(notes, [
    "system files, which count for nothing: __MACOSX/._index.html, .DS_Store",
    "packed again, in the folder work/",
  ]);
});

Deno.test("verifyZip() names what is not as it was made", async () => {
  const page = "index.html";
  const added = (file: MadeFile) => [...filesWith(), file];
  const told: readonly (readonly [readonly MadeFile[], ...string[]])[] = [
    [filesWith({ [page]: { text: "<p>forged</p>" } }), `${page} was changed`],
    [filesWith({ [page]: null }), `${page} is missing`],
    [filesWith({ "manifest.json": null }), "manifest.json is missing"],
    [
      [{ name: "work/mine.zip", text: "PK" }],
      "manifest.json is missing; a zip itself is work/mine.zip",
    ],
    [
      filesWith({ "manifest.json": { text: "{}" } }),
      "manifest.json is not one of deno task submit",
    ],
    [added({ name: "more.txt", text: "x" }), "more.txt was added"],
    [added({ name: page, text: texts[page] }), `${page} is there twice`],
    [added({ name: "Index.HTML", text: "x" }), "Index.HTML is there twice", "Index.HTML was added"],
    [
      filesWith({ [page]: { localName: "other.html" } }),
      `${page} is called other.html in its own header`,
    ],
    [filesWith({ [page]: { localBytes: 3 } }), `${page} has two headers that differ`],
    [filesWith({ [page]: { flags: 0x801 } }), `${page} is locked with a password`],
    [
      filesWith({ [page]: { method: 14 } }),
      `${page} is packed in a way that is not read here (14)`,
    ],
    [filesWith({ [page]: { crc: 1 } }), `${page} is damaged`],
    [
      added({ name: "../out.sh", text: "x" }),
      "../out.sh leads out of the zip",
      "../out.sh was added",
    ],
    [added({ name: "C:\\out", text: "x" }), "C:/out leads out of the zip", "C:/out was added"],
    [
      [{ name: "hidden.html", text: "x", unlisted: true }, ...filesWith()],
      "hidden.html is concealed: it is in the zip, but not in its list",
    ],
    [filesWith({ "manifest.json": { flags: 0x801 } }), "manifest.json is locked with a password"],
  ];
  for (const [files, ...expected] of told) {
    assertEquals((await verified(madeZip(files))).differences, expected);
  }
});

Deno.test("verifyZip() says why a file is no zip", async () => {
  const reasons: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
    "it is empty": new Uint8Array(),
    "it has no end, so it is cut off or none": madeZip(filesWith()).slice(0, -30),
    "it is a RAR archive": new Uint8Array(encoder.encode("Rar!\x1a\x07 and so on")),
    "it is a web page": new Uint8Array(encoder.encode("<!DOCTYPE html><title>Log in</title>")),
    "its list of files is not where its end says": madeZip(filesWith()).slice(10),
  };
  for (const [reason, bytes] of Object.entries(reasons)) {
    const error = await assertRejects(() => verified(bytes), DzError);
    assert(error.message.endsWith(`as a zip: ${reason}`), error.message);
  }
  const bomb = madeZip(filesWith());
  const view = new DataView(bomb.buffer);
  const list = view.getUint32(bomb.length - 6, true);
  view.setUint32(list + 24, 0x7fffffff, true);
  await assertRejects(() => verified(bomb), DzError, "it holds more than 500 MB");
});

Deno.test("what a strange manifest says stands in one line each", async () => {
  const name = "Student 1, made 2025, 23 files\n✔ every file is as the manifest says\u001b[8m";
  const text = JSON.stringify(manifestOf({ ...texts, "index.html": "other" }, name));
  const verification = await verified(madeZip(filesWith({ "manifest.json": { text } })));
  assertEquals(verificationLines(verification), [
    `${name}, made 2025-12-01T10:00:00.000Z, 3 files`,
    "✔ complete",
    "✘ index.html was changed",
  ]);
});
