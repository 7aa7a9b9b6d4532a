/** The colours of the write concerns in all charts. */
import { palette } from "../../charts/palette.ts";
import type { WriteConcernName } from "../cap_run.ts";

/** Amber for the risky setting, green for the safe one: told apart by those who see no red or green. */
export const concernColours: Readonly<Record<WriteConcernName, string>> = {
  "1": palette.risk,
  majority: palette.safe,
};
