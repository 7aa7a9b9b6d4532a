/** What became of the writes of one writer, in numbers. */
import { whole } from "../../base/text/whole.ts";
import type { Reconciled } from "../cap_run.ts";

/** The columns of {@link fateTexts}. */
export const fateNames = ["acknowledged", "failed", "unknown", "lost", "in files"] as const;

/** The fates as texts of a table. */
export const fateTexts = (writes: Reconciled) => Object.values(fatesJson(writes)).map(whole);

/** The fates for other programs, in the order of {@link fateNames}. */
export function fatesJson(
  { acknowledged, failed, unknown, lost }: Pick<
    Reconciled,
    "acknowledged" | "failed" | "unknown" | "lost"
  >,
) {
  const in_rollback_files = lost.filter(({ in_rollback_file }) => in_rollback_file).length;
  return { acknowledged, failed, unknown, lost: lost.length, in_rollback_files };
}
