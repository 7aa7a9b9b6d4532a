/** What a notebook imports of this project: its cells and its solutions are read as one file of its folder. */
import { codeCells, type Notebook, textOf } from "../../../lib/jupyter/ipynb.ts";
import { solutionsIn } from "../../../lib/jupyter/solutions.ts";

/** The code of a notebook, solutions included. */
export const codeOf = (notebook: Notebook): string =>
  [
    ...codeCells(notebook).map(({ source }) => textOf(source)),
    ...solutionsIn(notebook),
  ].join("\n");

/** A notebook uses the kit by its faces: of what it imports, the files that are none. */
export const behindFaces = (imported: readonly string[]): string[] =>
  imported.filter((path) =>
    !/^lib\/[a-z_]+\/mod\.ts$/.test(path) &&
    !["lib/documents.ts", "fresh-app/mod.ts"].includes(path)
  );

/** The names of values that code imports from relative paths, each with its path; types have no trace. */
export function valuesImported(code: string): { name: string; from: string }[] {
  const statements = code.matchAll(
    /(?:import|const)\s*\{([^}]*)\}\s*(?:from|= await import\()\s*"(\.[^"]+)"/g,
  );
  return [...statements].flatMap(([, names = "", from = ""]) =>
    names.split(",").map((name) => name.trim()).filter((name) => name && !/^type\s/.test(name))
      .map((name) => ({
        name: name.split(/\s+as\s+|:/)[0]?.trim() ?? "",
        from,
      }))
  );
}
