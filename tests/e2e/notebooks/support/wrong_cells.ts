/** Cells that are wrong, and what a student reads below each. */

/** A cell, and texts that stand below it; none: that nothing does. */
export interface WrongCell {
  readonly source: string;
  readonly shows: readonly string[];
}

const notebook = '"../../lib/notebook/mod.ts"';

/** One after the other in one kernel. */
export const wrongCells: readonly WrongCell[] = [
  {
    source: `import { openStore, table } from ${notebook};\nconst events = [{ id: 1 }];`,
    shows: [],
  },
  // Five kinds of syntax error.
  {
    source: "table(events",
    shows: [
      'SyntaxError: Expected ")" but found end of file',
      "Line 1, column 13 of the cell:",
      "    1 │ table(events\n      │             ^",
      "What to do: add ): the ( of line 1 is not closed.",
    ],
  },
  { source: "const = 5", shows: ["SyntaxError", "Line 1, column 7", "write a name before ="] },
  { source: "if (true) {", shows: ["SyntaxError", "Line 1, column 12", "add }: the { of line 1"] },
  {
    source: "const price = 5;\ntable([{ price }])\nprint price",
    shows: ["SyntaxError", "Line 3, column 7", "this is Python, and a cell is TypeScript"],
  },
  {
    source: "const city = 'Oran",
    shows: ["SyntaxError", "Line 1, column 19", "end the text with"],
  },
  // Three names that are missing: in a module, in the notebook, and a module itself.
  {
    source: `import { tabel } from ${notebook};\ntabel(events);`,
    shows: [
      "ImportError",
      "Line 1, column 10",
      "did you mean table? The module has table, bootstrapMean,",
    ],
  },
  {
    source: "events.length;\n\ntble(events);",
    shows: ["ReferenceError: tble is not defined", "Line 3, column 1", "did you mean table?"],
  },
  {
    source: 'import { other } from "./none.ts";',
    shows: [
      'TypeError: Module not found "notebooks/',
      "Line 1, column",
      "begins at the folder of the notebook",
    ],
  },
  // A module that lacks a name of which nothing is made: the kernel is content.
  {
    source: `import { verfy } from ${notebook};`,
    shows: ["⚠ ImportError", "did you mean verify?"],
  },
  // A wrong type, and a name that is made anew, which is right.
  {
    source: "const total: string = events.length;\ntotal;",
    shows: [
      "⚠ Type error: Type 'number' is not assignable to type 'string'.",
      "Line 1, column 7 of the cell:",
      "What to do: change the value, or what is said of its type.",
    ],
  },
  { source: 'const total = "7";\nconsole.log(total.trim());\n{ total }', shows: ["7"] },
  // A document that is refused.
  {
    source: "const { db } = await openStore();\n" +
      'await db.collection("trending_products").insertOne({\n' +
      '  product_name: "A tablet",\n  count: -1,\n});',
    shows: [
      "MongoServerError: MongoDB refused a document: count is -1, and must be at least 0",
      "Line 2, column",
      "What to do: put the field right",
    ],
  },
  { source: "1 + 1", shows: ["2"] },
];
