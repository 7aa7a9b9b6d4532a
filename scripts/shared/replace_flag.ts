/** The flag of every task that publishes. */
import { Option } from "commander";

/** Its value. */
export interface ReplaceFlag {
  readonly replace?: true;
}

/**
 * The flag.
 *
 * @param also what else the task then replaces
 */
export const replaceFlag = (also = "") =>
  new Option(
    "--replace",
    `also replace ${also}collections of the same names that the kit did not publish: their documents and indexes go`,
  );
