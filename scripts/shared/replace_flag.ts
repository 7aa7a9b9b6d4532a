/** The flag of every task that publishes. */
import { Option } from "commander";

/** Its value. */
export interface ReplaceFlag {
  readonly replace?: true;
}

/** The flag. */
export const replaceFlag = () =>
  new Option(
    "--replace",
    "also replace collections of the same names that the kit did not publish: their documents and indexes go",
  );
