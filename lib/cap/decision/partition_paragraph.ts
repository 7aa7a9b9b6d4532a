/** What a partition does, in words. */
import { counted } from "../../base/text/counted.ts";
import { whole } from "../../base/text/whole.ts";
import { dzdText, secondsText } from "../summary/figure_text.ts";
import type { CutOffPromises, Evidence } from "./evidence.ts";

/** What the primary that was cut off acknowledged, and what became of it. */
export function cutOff({ partition }: Evidence): string[] {
  if (!partition) return [];
  const { w1, majority, steppedDown_ms, elected_ms } = partition;
  return [[
    "Partition.",
    ...(w1 ? cutOffAtW1(w1) : []),
    ...(majority ? cutOffAtMajority(majority) : []),
    `From the cut it was ${
      secondsText(steppedDown_ms)
    } until the old primary was seen to step down, ` +
    `and ${secondsText(elected_ms)} until another was seen to be elected.`,
  ].join(" ")];
}

function cutOffAtW1({ before, during, after }: CutOffPromises): string[] {
  const { acknowledged, lost, lost_dzd } = during;
  const fate = lost === 0
    ? "after healing none of them was gone"
    : `after healing ${lost === acknowledged ? "all" : whole(lost)} of them were gone, ` +
      dzdText(lost_dzd);
  return [
    acknowledged > 0
      ? `Cut off from its followers, the old primary went on to acknowledge ` +
        `${counted(acknowledged, "order")} at w: 1 (availability, PA); ${fate}.`
      : "Cut off from its followers, the old primary acknowledged nothing more at w: 1.",
    ...[{ promises: before, when: "just before the cut" }, {
      promises: after,
      when: "after healing",
    }].filter(({ promises }) => promises.lost > 0).map(({ promises, when }) =>
      `Of those sent ${when}, ${whole(promises.lost)} more ` +
      `${promises.lost === 1 ? "was" : "were"} gone, ${dzdText(promises.lost_dzd)}.`
    ),
  ];
}

function cutOffAtMajority({ during: { acknowledged, lost } }: CutOffPromises): string[] {
  return [
    acknowledged > 0
      ? `At majority it acknowledged ${whole(acknowledged)} and lost ${
        lost > 0 ? whole(lost) : "none"
      } of them.`
      : "At majority it acknowledged nothing (consistency, PC).",
  ];
}
