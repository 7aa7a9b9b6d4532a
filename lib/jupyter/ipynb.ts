/**
 * The parts of a notebook file that matter here:
 * https://nbformat.readthedocs.io/en/latest/format_description.html
 */
import { z } from "zod";
import { DzError, FileError } from "../base/errors.ts";

/** A text, or its lines. */
const text = z.union([z.string(), z.array(z.string())]);

const output = z.looseObject({
  output_type: z.enum(["stream", "display_data", "execute_result", "error"]),
  /** Of a stream. */
  text: text.optional(),
  /** Of what is displayed: contents by their media type. */
  data: z.record(z.string(), z.unknown()).optional(),
});
/** An output of a cell. */
export type Output = z.infer<typeof output>;

const common = {
  id: z.string().optional(),
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }),
  source: text,
};
const codeCell = z.looseObject({
  ...common,
  cell_type: z.literal("code"),
  execution_count: z.int().nullable(),
  outputs: z.array(output),
});
const proseCell = z.looseObject({ ...common, cell_type: z.enum(["markdown", "raw"]) });

const notebook = z.looseObject({
  cells: z.array(z.discriminatedUnion("cell_type", [codeCell, proseCell])),
  metadata: z.looseObject({ language_info: z.looseObject({}).optional() }),
  nbformat: z.literal(4),
});
/** A cell of code, with its outputs. */
export type CodeCell = z.infer<typeof codeCell>;
/** A notebook. */
export type Notebook = z.infer<typeof notebook>;

/** The text of a source or an output. */
export const textOf = (lines: string | readonly string[] = ""): string =>
  typeof lines === "string" ? lines : lines.join("");

/** The cells of code. */
export const codeCells = ({ cells }: Notebook): CodeCell[] =>
  cells.filter((cell) => cell.cell_type === "code");

/** @throws {DzError} if the file cannot be read, or is no notebook */
export async function readNotebook(path: string): Promise<Notebook> {
  const json = await Deno.readTextFile(path).catch((error) => {
    throw FileError.from(`Cannot read ${path}`, error);
  });
  return parseNotebook(json, path);
}

/** @throws {DzError} if the text is no notebook */
export function parseNotebook(json: string, path: string): Notebook {
  try {
    return notebook.parse(JSON.parse(json));
  } catch (error) {
    throw new DzError(`Cannot use ${path}: it is not a notebook of Jupyter's format 4`, {
      cause: error,
    });
  }
}

/** The text of a notebook file, as Jupyter writes it: keys by name, texts as their lines. */
export const notebookText = (notebook: Notebook): string =>
  `${
    JSON.stringify(sorted({ ...notebook, cells: notebook.cells.map(splitCell) }), undefined, 1)
  }\n`;

const linesOf = (text: unknown) =>
  typeof text === "string" ? text.split(/(?<=\n)/).filter((line) => line !== "") : text;

function splitCell(cell: Notebook["cells"][number]) {
  const source = linesOf(cell.source);
  if (cell.cell_type !== "code") return { ...cell, source };
  const outputs = cell.outputs.map((output) => ({
    ...output,
    ...(output.text !== undefined && { text: linesOf(output.text) }),
    ...(output.data && {
      data: Object.fromEntries(
        Object.entries(output.data).map(([type, content]) => [type, linesOf(content)]),
      ),
    }),
  }));
  return { ...cell, source, outputs };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map((
      [key, one],
    ) => [key, sorted(one)]),
  );
}
