/** A write concern's `w`, as the driver takes it. */
import type { WriteConcernName } from "../cap_run.ts";

/** A write concern's `w`, as the driver takes it. */
export const wOf = (concern: WriteConcernName): 1 | "majority" => concern === "1" ? 1 : concern;
