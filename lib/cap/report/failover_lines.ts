/** How failovers are shown in a terminal. */
import { columns } from "../../base/text/columns.ts";
import type { FailoverRun } from "../cap_run.ts";
import { concernName, secondsText } from "../summary/figure_text.ts";
import { fateNames, fateTexts } from "./fates.ts";
import { lostLines } from "./lost_lines.ts";

/** What became of the writes of each run, of the lost how many are in rollback files, then the lost orders. */
export function failoverLines(runs: readonly FailoverRun[]): string[] {
  const rows = runs.map((run) => [
    `    ${concernName(run.write_concern)}`,
    ...fateTexts(run),
    run.gap_ms === null ? "none" : secondsText(run.gap_ms),
  ]);
  const [head = "", ...lines] = columns([["    concern", ...fateNames, "gap"], ...rows], "lrrrrrr");
  const scenes = runs.map((run) =>
    `  ${scenarioName(run)}, run ${run.run}, ${run.retry_writes ? "with" : "without"} retries`
  );
  return [
    head,
    ...lines.flatMap((line, place) => {
      const scene = scenes[place] ?? "";
      return scene === scenes[place - 1] ? [line] : [scene, line];
    }),
    ...lostLines(runs.map((run) => ({
      where: `${scenarioName(run)}, run ${run.run}, ${concernName(run.write_concern)}`,
      ...run,
    }))),
  ];
}

const scenarioName = ({ scenario }: FailoverRun) =>
  scenario === "under_load" ? "under load" : "isolated";
