/** Exercises have their solutions folded away in their prose; tests run them. */
import { type CodeCell, type Notebook, textOf } from "./ipynb.ts";

/** The code of the solutions, in order. */
export function solutionsIn({ cells }: Notebook): string[] {
  return cells.filter(({ cell_type }) => cell_type === "markdown")
    .flatMap(({ source }) => [...textOf(source).matchAll(/<details>(.*?)<\/details>/gs)])
    .flatMap(([, folded = ""]) => [...folded.matchAll(/^```ts\n(.*?)^```$/gms)])
    .map(([, code = ""]) => code.trimEnd());
}

/** The notebook with its solutions as cells at its end. */
export function withSolutions(notebook: Notebook): Notebook {
  const added = solutionsIn(notebook).map((source, index): CodeCell => ({
    id: `solution-${index + 1}`,
    cell_type: "code",
    execution_count: null,
    metadata: {},
    source,
    outputs: [],
  }));
  return { ...notebook, cells: [...notebook.cells, ...added] };
}
