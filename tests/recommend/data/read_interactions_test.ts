import { assertEquals, assertRejects } from "@std/assert";
import { stringify } from "@std/csv";
import { parquetWriteBuffer } from "hyparquet-writer";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { FileError } from "../../../lib/base/errors.ts";
import { encoded } from "../../../lib/base/text/encoded.ts";
import {
  InteractionsError,
  readInteractions,
} from "../../../lib/recommend/data/read_interactions.ts";
import type { Interaction } from "../../../lib/recommend/engine/mod.ts";

async function reading(
  content: string | Uint8Array,
  test: (read: () => Promise<Interaction<string>[]>) => Promise<unknown>,
): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    const path = join(dir, "interactions.csv");
    await Deno.writeFile(path, typeof content === "string" ? encoded(content) : content);
    await test(async () => {
      const { users, items, userOf, itemOf, weightOf } = await readInteractions(path);
      return Array.from(userOf, (user, at) => ({
        user: users.at(user) ?? "",
        item: items.at(itemOf[at] ?? -1) ?? "",
        weight: weightOf?.[at] ?? 1,
      }));
    });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const refuses = (content: string | Uint8Array, message: string) =>
  reading(content, (read) => assertRejects(read, InteractionsError, message));

Deno.test("readInteractions takes any ids, commas, quotes and line ends in them too", async () => {
  const rows = [["a,b", 'say "hi"'], ["two\nlines", "é"], ["101", "prod_001"], [" x ", "\ufffd"]];
  const text = stringify([["user", "item"], ...rows], { headers: false });
  await reading(text, async (read) => {
    const expected = rows.map(([user = "", item = ""]) => ({ user, item, weight: 1 }));
    assertEquals(await read(), expected);
  });
});

Deno.test("readInteractions reads weights, columns in any order, and sorts by timestamp", async () => {
  const text =
    "timestamp,item,weight,note,user\n2025-01-02T00:00:00Z,late,2,,u\n2025-01-01T00:00:00Z,early,0.5,é,u\n";
  await reading(text, async (read) =>
    assertEquals(await read(), [
      { user: "u", item: "early", weight: 0.5 },
      { user: "u", item: "late", weight: 2 },
    ]));
});

Deno.test("readInteractions sorts by any form of time, the same in the whole file", async () => {
  const forms = [
    [
      "2025-11-28T20:03:22+0100",
      "2025-11-28T20:03:22Z",
      "2025-11-28 20:03:22.000001",
      "2025-11-29",
    ],
    ["1764360202", "1764360202.5", "1764360203", "11764360203"],
    ["1764360202000", "1764360202001", "1764360203000", "99764360203000"],
    ["1", "2", "10", "11"], // a counter
  ];
  for (const times of forms) {
    const rows = times.map((time, at) => `u,${at},${time}\n`).reverse();
    await reading(`user,item,timestamp\n${rows.join("")}`, async (read) => {
      assertEquals((await read()).map(({ item }) => item), ["0", "1", "2", "3"], times[0]);
    });
  }
});

Deno.test("readInteractions refuses a time that may be two, or that others are not like", async () => {
  for (
    const [times, message] of [
      [["01/02/2025"], 'line 2: the timestamp "01/02/2025" is no time: it may begin with the day'],
      [["13.2.2025"], "it may begin with the day or with the month, expected 2025-11-28T20:03:22Z"],
      [["20250102"], 'the timestamp "20250102" is no time: it may be a date or a number'],
      [["2025-01-02", "1764360202"], 'line 3: the timestamp "1764360202" is no time: expected'],
      [["1764360202", "2025-01-02"], "the times before are seconds since 1970"],
      [["1764360202000", "1764360202"], "the times before are milliseconds since 1970"],
      [["2 January 2025"], "is no time: expected 2025-11-28T20:03:22Z"],
    ] as const
  ) await refuses(`user,item,timestamp\n${times.map((t) => `u,i,${t}\n`).join("")}`, message);
});

Deno.test("readInteractions reads gzip, Parquet and joined files", async () => {
  const found = [{ user: "a", item: "x", weight: 2 }, { user: "b", item: "é", weight: 1 }];
  const text = "user,item,weight\na,x,2\nb,é,1\n";
  const column = (name: "user" | "item" | "weight") => ({
    name,
    data: found.map((row) => row[name]),
    type: name === "weight" ? "INT32" as const : "STRING" as const,
  });
  const columnData = (["user", "item", "weight"] as const).map(column);
  const parquet = new Uint8Array(parquetWriteBuffer({ columnData }));
  for (const content of [new Uint8Array(gzipSync(text)), parquet]) {
    await reading(content, async (read) => assertEquals(await read(), found));
  }
  await reading(
    `${text}\ufeff${text}`,
    async (read) => assertEquals(await read(), [...found, ...found]),
  );
});

Deno.test("readInteractions reads a file of many pieces", async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `user${i % 977},item ${i % 89}`);
  await reading(`\ufeffuser,item\n${rows.join("\n")}`, async (read) => {
    const found = await read();
    assertEquals(found.length, rows.length);
    assertEquals(found.every(({ user, item }, i) => `${user},${item}` === rows[i]), true);
  });
});

Deno.test("readInteractions names the line that it cannot use, and why", async () => {
  for (
    const [text, message] of [
      ["", "empty"],
      ["who,what\n1,2\n", 'line 1: it is "who,what"'],
      ["user,item\n", "line 1: it is followed by no interactions"],
      ["user,item\n1,2\n1\n", "line 3: it has 1 fields, expected 2"],
      ["user,item\n1,\n", "line 2: user or item is empty"],
      ["user,item\n\n1,2\n\n3,\n", "line 5: user or item is empty"],
      ["user,item\r\n\r\n1,2\r\n3,\r\n", "line 4: user or item is empty"],
      ['user,item\n"a\n\nb",2\n3,\n', "line 5: user or item is empty"],
      ['user,item\n1,2\n"' + "x\n".repeat(9e5), "line 3: its quotes are not right"],
      ['user,item\n1,2\n1"2,3\n', "line 3: its quotes are not right"],
      [`user,item\n1,2\n${"x".repeat(2e6)},1\n`, "line 3: it is longer than 1 MB"],
      ["user,item,weight\n1,2,-3\n", 'line 2: the weight "-3"'],
      ["user,item,weight\n1,2,\n", 'line 2: the weight ""'],
      ["user,item,weight\n1,2,1e39\n", 'line 2: the weight "1e39"'],
      ["user,item,weight\n1,2,1e-46\n", 'line 2: the weight "1e-46"'],
      ["user,item,timestamp\n1,2,soon\n", 'line 2: the timestamp "soon"'],
    ] as const
  ) await refuses(text, message);
  await assertRejects(() => readInteractions("no/such/file.csv"), FileError, "no such file");
});

Deno.test("the line that is named is right after long lines, CRLF and line breaks in quotes", async () => {
  const bad = "u,\n";
  const rows = (count: number, row: string) => `user,item\n${row.repeat(count)}${bad}`;
  await refuses(rows(350_000, "u,i\n"), "line 350002: user or item is empty");
  await refuses(rows(350_000, "u,i\r\n"), "line 350002");
  await refuses(rows(20_000, '"u","a\nb\r\n\nc"\n'), "line 80002");
  await refuses(rows(40, `u,${"x".repeat(200_000)}\n`), "line 42");
  await refuses(rows(30_000, "\nu,i\n"), "line 60002");
});

Deno.test("ids that are not UTF-8 are refused by their line, as nothing could be written of them", async () => {
  const bytes = (...parts: (string | number[])[]) =>
    Uint8Array.from(parts.flatMap((part) => typeof part === "string" ? [...encoded(part)] : part));
  await refuses(
    bytes("user,item\na,caf", [0xe9], "\n"),
    "line 2: its item is not written in UTF-8",
  );
  await refuses(bytes("user,item\na,b\n", [0xe8], ",b\n"), "line 3: its user is not");
  await refuses(bytes("user,item\na,", [0xed, 0xa0, 0x80], "\n"), "line 2: its item"); // half a pair
  const elsewhere = bytes("note,user,item\n", [0xe9], ",a,b\n"); // nobody reads it
  await reading(elsewhere, async (read) => assertEquals((await read()).length, 1));
});
