import type { WriteConcernName } from "../cap_run.ts";

/** Amber for the risky setting, green for the safe one: told apart by those who see no red or green. */
export const concernColours: Readonly<Record<WriteConcernName, string>> = {
  "1": "#b86e00",
  majority: "#007a5e",
};
