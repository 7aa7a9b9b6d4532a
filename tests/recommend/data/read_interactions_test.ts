import { assertEquals, assertThrows } from "@std/assert";
import { stringify } from "@std/csv";
import { join } from "node:path";
import { FileError } from "../../../lib/base/errors.ts";
import {
  InteractionsError,
  readInteractions,
} from "../../../lib/recommend/data/read_interactions.ts";

function reading<T>(text: string, test: (read: () => ReturnType<typeof readInteractions>) => T): T {
  const dir = Deno.makeTempDirSync();
  try {
    const path = join(dir, "interactions.csv");
    Deno.writeTextFileSync(path, text);
    return test(() => readInteractions(path));
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

Deno.test("readInteractions takes any ids, commas, quotes and line ends in them too", () => {
  const rows = [["a,b", 'say "hi"'], ["two\nlines", "é"], ["101", "prod_001"]];
  const text = stringify([["user", "item"], ...rows], { headers: false });
  reading(
    text,
    (read) =>
      assertEquals(read(), rows.map(([user = "", item = ""]) => ({ user, item, weight: 1 }))),
  );
});

Deno.test("readInteractions reads weights, columns in any order, and sorts by timestamp", () => {
  const text =
    "timestamp,item,weight,user\n2025-01-02T00:00:00Z,late,2,u\n2025-01-01T00:00:00Z,early,0.5,u\n";
  reading(text, (read) =>
    assertEquals(read(), [
      { user: "u", item: "early", weight: 0.5 },
      { user: "u", item: "late", weight: 2 },
    ]));
});

Deno.test("readInteractions reads a file of many pieces", () => {
  const rows = Array.from({ length: 600_000 }, (_, i) => `user${i % 977},item ${i % 89}`);
  reading(`user,item\n${rows.join("\n")}`, (read) => {
    const found = read();
    assertEquals(found.length, rows.length);
    assertEquals(found.every(({ user, item }, i) => `${user},${item}` === rows[i]), true);
  });
});

Deno.test("readInteractions names the line that it cannot use, and why", () => {
  for (
    const [text, message] of [
      ["", "empty"],
      ["who,what\n1,2\n", 'line 1: it is "who,what"'],
      ["user,item\n1,2\n1\n", "line 3: it has 1 fields, expected 2"],
      ["user,item\n1,\n", "line 2: user or item is empty"],
      ["user,item\n\n1,2\n\n3,\n", "line 5: user or item is empty"],
      ["user,item\r\n\r\n1,2\r\n3,\r\n", "line 4: user or item is empty"],
      ['user,item\n"a\n\nb",2\n3,\n', "line 5: user or item is empty"],
      ['user,item\n1,2\n"' + "x\n".repeat(9e6), "line 3: its row does not end"],
      ["user,item,weight\n1,2,-3\n", 'line 2: the weight "-3"'],
      ["user,item,weight\n1,2,\n", 'line 2: the weight ""'],
      ["user,item,timestamp\n1,2,soon\n", 'line 2: the timestamp "soon"'],
    ] as const
  ) reading(text, (read) => assertThrows(read, InteractionsError, message));
  assertThrows(() => readInteractions("no/such/file.csv"), FileError, "no such file");
});
