/** The check that every notebook ran from top to bottom. */
import type { Check } from "../check.ts";
import { counted } from "../../base/text/counted.ts";

/** The course: how many notebooks there are to hand in. */
const expected = 7;

/** Every notebook ran from top to bottom in a fresh kernel. */
export const notebooksRun: Check = {
  criterion: "Full-stack integration",
  name: "All notebooks run from top to bottom in a fresh kernel",
  points: 1,
  look({ notebooks }) {
    const failed = notebooks.filter(({ failure }) => failure);
    const cells = notebooks.reduce((sum, notebook) => sum + notebook.cells, 0);
    const [first] = failed, empty = notebooks.find((notebook) => notebook.cells === 0);
    const names = new Set(notebooks.map(({ name }) => name));
    return Promise.resolve({
      passed: names.size >= expected && failed.length === 0 && !empty,
      evidence: first
        ? `${failed.length} of ${
          counted(notebooks.length, "notebook")
        } failed: ${first.name}, ${first.failure}`
        : empty
        ? `${empty.name} has no cells`
        : `${counted(notebooks.length, "notebook")} of ${expected}, ${
          counted(cells, "cell")
        }, no error`,
    });
  },
};
