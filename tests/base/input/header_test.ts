import { assert, assertEquals, assertThrows } from "@std/assert";
import { CsvRecord } from "../../../lib/base/text/csv_record.ts";
import { isHeaderAgain, placesIn } from "../../../lib/base/input/header.ts";

const wanted = { needed: ["user", "item"], optional: ["weight"] };
const refuses = (names: readonly string[], message: string) =>
  assertThrows(() => placesIn(names, wanted), SyntaxError, message);

Deno.test("placesIn finds columns in any order, among others, which may be there twice", () => {
  assertEquals(placesIn(["user", "item", "weight"], wanted), [0, 1, 2]);
  assertEquals(placesIn(["note", "item", "", "user", "note", ""], wanted), [3, 1, -1]);
  assertEquals(placesIn(["user", "User", "item"], wanted), [0, 2, -1]);
});

Deno.test("placesIn refuses a column that is missing, and names one that is read and is there twice", () => {
  refuses([], 'line 1 is "", expected the header user,item');
  refuses(["who", "what"], 'line 1 is "who,what", expected the header user,item');
  refuses(["User", " item"], "expected the header user,item, to the letter and without blanks");
  refuses(
    ["user;weight;Item"],
    "expected the header user,item, with commas between the fields instead of semicolons",
  );
  refuses(["user\titem"], "instead of tabs");
  refuses(["log.csv\0\0ustar"], "It is no text");
  refuses(["user", "item", "user"], "line 1 names the column user twice");
  refuses(["weight", "user", "item", "weight"], "line 1 names the column weight twice");
  assertThrows(
    () => placesIn(["a"], wanted, { subject: "its schema", expected: "user,item[,weight]" }),
    SyntaxError,
    'its schema is "a", expected the header user,item[,weight]',
  );
});

Deno.test("isHeaderAgain knows the header where files were joined", () => {
  const again = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    const record = new CsvRecord();
    record.read(bytes, 0, bytes.length, true);
    return isHeaderAgain(wanted.needed, [0, 2], record);
  };
  assert(again("user,weight,item"));
  assert(again("\ufeffuser,weight,item"));
  assert(again('"user","weight","item"\r'));
  assert(!again("user,weight,phone"));
  assert(!again("user,item"));
  assert(!again('user,"weight,item'));
});
