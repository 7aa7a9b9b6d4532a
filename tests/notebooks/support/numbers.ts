/** Finds the figures of a text, and whether others bear them out. */
import { type CodeCell, type Notebook, textOf } from "../../../lib/jupyter/ipynb.ts";
import { solutionsIn } from "../../../lib/jupyter/solutions.ts";

/** What differs from run to run is in cells with this tag. */
export const isMeasured = ({ metadata }: { metadata: { tags?: string[] | undefined } }): boolean =>
  metadata.tags?.includes("measured") ?? false;

const figure = /(?<![\w.,#])\d[\d,]*(?:\.\d+)?/g;

/**
 * The figures in prose, as they are written there: not those in code, headings, links or solutions.
 */
export function figuresIn(prose: string): string[] {
  const plain = prose
    .replace(/<details>.*?<\/details>/gs, "")
    .replace(/```.*?```/gs, "")
    .replace(/`[^`]*`/g, "")
    .replace(/\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/^#.*$/gm, "")
    .replace(/^\s*\d+\.\s/gm, "")
    .replace(/\*\*Exercise \d+\.\*\*/g, "")
    .replace(/<[^>]*>/g, "");
  return [...plain.matchAll(figure)].map(([text]) => text.replace(/,+$/, ""));
}

/**
 * Every number in the code of a notebook, solutions included, and in what its unmeasured cells put
 * out.
 */
export function numbersOf(notebook: Notebook): number[] {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const texts = code.flatMap((cell) => [
    textOf(cell.source).replaceAll("_", ""),
    ...(isMeasured(cell) ? [] : outputTexts(cell)),
  ]);
  texts.push(...solutionsIn(notebook).map((code) => code.replaceAll("_", "")));
  return texts.flatMap((text) => [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)])
    .map(([text]) => Number(text.replaceAll(",", "")));
}

/** What a cell puts out as text; of a picture, what is written in it. */
function outputTexts({ outputs }: CodeCell): string[] {
  return outputs.flatMap(({ text, data = {} }) => [
    textOf(text),
    ...Object.entries(data).filter(([type]) => /^text\/|svg/.test(type)).map(([, content]) =>
      textOf(content as string).replace(/<style>.*?<\/style>/gs, "").replace(/<[^>]*>/g, " ")
    ),
  ]);
}

/** Whether one of the numbers, or as a percentage, is the figure when rounded as that is. */
export function isBorneOut(figure: string, numbers: readonly number[]): boolean {
  const decimals = figure.split(".")[1]?.length ?? 0;
  const value = Number(figure.replaceAll(",", ""));
  const isIt = (number: number) => Number(number.toFixed(decimals)) === value;
  return numbers.some((number) => isIt(number) || isIt(100 * number));
}
