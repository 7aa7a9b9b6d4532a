import { assertEquals, assertRejects } from "@std/assert";
import type { Db } from "mongodb";
import { z } from "zod";
import { laboratoryBook } from "../../lib/cap/laboratory_book.ts";
import { storeBook } from "../../lib/documents.ts";
import type { Book, DocumentsIn, NameIn } from "../../lib/mongo/book.ts";
import { publish } from "../../lib/mongo/publish.ts";
import { Edition } from "../../lib/mongo/publishing/edition.ts";

const book = {
  rivers: {
    schema: z.strictObject({ name: z.string(), length_km: z.int() }),
    indexes: [{ key: { name: 1 }, unique: true }],
  },
  towns: { schema: z.strictObject({ name: z.string() }), indexes: [] },
} as const satisfies Book;

const chelif = { name: "Chelif", length_km: 700 };

/** What is only type checked, never run. */
export const typeChecked = {
  aBookNamesItsCollections: (): NameIn<typeof book>[] => ["rivers", "towns"],

  // @ts-expect-error no collection of that name
  noOtherName: (): NameIn<typeof book> => "lakes",

  documentsHaveTheTypeOfTheirSchema: (): DocumentsIn<typeof book>["rivers"] => chelif,

  async publishTakesWhatIsInTheBook(db: Db) {
    await publish(db, book, { rivers: [chelif], towns: [{ name: "Oran" }] });
    await publish(db, book, { towns: [] }, { unlessChanged: { rivers: "a version" } });
    // @ts-expect-error a town is no river
    await publish(db, book, { rivers: [{ name: "Oran" }] });
    // @ts-expect-error a length is a number
    await publish(db, book, { rivers: [{ name: "Chelif", length_km: "long" }] });
    // @ts-expect-error no collection of that name
    await publish(db, book, { lakes: [] });
    // @ts-expect-error nothing is made from a collection that is not there
    await publish(db, book, { towns: [] }, { unlessChanged: { lakes: "a version" } });
    // @ts-expect-error the laboratory's orders are not the store's
    await publish(db, storeBook, { orders_fast: [] });
    // @ts-expect-error no collection of that name
    await Edition.open(db, book, ["lakes"]);
  },

  // @ts-expect-error a collection without indexes has an empty list of them
  anEntryIsWhole: { towns: { schema: z.strictObject({}) } } as const satisfies Book,

  anIndexHasADirection: {
    // @ts-expect-error neither up nor down
    towns: { schema: z.strictObject({}), indexes: [{ key: { name: 2 } }] },
  } as const satisfies Book,
};

Deno.test("an edition refuses a collection that the book does not have, before it asks the server", async () => {
  const noServer = {} as Db;
  const unchecked: Book = book;
  await assertRejects(
    () => Edition.open(noServer, unchecked, ["lakes"]),
    TypeError,
    "lakes",
  );
});

Deno.test("no collection is in two books", () => {
  const names = [storeBook, laboratoryBook].flatMap((book) => Object.keys(book));
  assertEquals(names.length, new Set(names).size);
});
