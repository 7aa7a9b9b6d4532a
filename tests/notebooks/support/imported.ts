/** What a notebook imports of this project; its cells and its solutions are read as one file. */
import { codeCells, type Notebook, textOf } from "../../../lib/jupyter/ipynb.ts";
import { solutionsIn } from "../../../lib/jupyter/solutions.ts";

/** The code of a notebook, solutions included. */
export const codeOf = (notebook: Notebook): string =>
  [...codeCells(notebook).map(({ source }) => textOf(source)), ...solutionsIn(notebook)].join("\n");

/**
 * A notebook uses the kit by its faces: of what it imports, the files that are none, or another
 * system's.
 *
 * @param rooms the folders in `lib/` of its own system
 */
export function behindFaces(imported: readonly string[], rooms: readonly string[]): string[] {
  const faces = [...rooms, "notebook"].map((room) => `lib/${room}/mod.ts`);
  const others = ["lib/documents.ts", "fresh-app/mod.ts"];
  return imported.filter((path) => ![...faces, ...others].includes(path));
}

/** A name that code imports, and the relative path that it imports it from. */
export interface Imported {
  readonly name: string;
  readonly from: string;
}

/** What code imports by name, but for types, which leave no trace when it runs. */
export function valuesImported(code: string): Imported[] {
  const statements = code.matchAll(
    /(?:import|const)\s*\{([^}]*)\}\s*(?:from|= await import\()\s*"(\.[^"]+)"/g,
  );
  return [...statements].flatMap(([, names = "", from = ""]) =>
    names.split(",").map((name) => name.trim()).filter((name) => name && !/^type\s/.test(name))
      .map((name) => ({ name: name.split(/\s+as\s+|:/)[0]?.trim() ?? "", from }))
  );
}
