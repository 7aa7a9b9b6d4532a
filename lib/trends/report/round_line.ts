/** How a round of following is shown in a terminal. */
import { whole } from "../../base/text/whole.ts";
import type { FollowRound } from "../follow/follow_trends.ts";

/** What is new, how much there is in all, and what is hottest. */
export function roundLine({ rows_new, rejected_new, rows_kept, hot }: FollowRound): string {
  const [hottest] = hot ?? [];
  const aside = rejected_new > 0 ? ` (${whole(rejected_new)} set aside)` : "";
  const rising = hottest ? `; hot: ${hottest.product_name} ${hottest.score.toFixed(1)}` : "";
  return `+${whole(rows_new)} rows${aside}, ${whole(rows_kept)} in all${rising}`;
}
