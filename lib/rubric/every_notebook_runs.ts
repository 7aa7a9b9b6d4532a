/** A check for every course: its notebooks run. */
import { counted } from "../base/text/counted.ts";
import type { Check } from "./check.ts";

/**
 * Every notebook ran from top to bottom in a fresh kernel.
 *
 * @param expected how many there are to hand in
 */
export const everyNotebookRuns = (expected: number): Check => ({
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
});
