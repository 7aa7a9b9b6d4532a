/** How what is hot is shown in a terminal. */
import type { HotProduct } from "../../documents.ts";
import { whole } from "../../base/text/whole.ts";
import type { LogEnd } from "../rank/end_of_log.ts";

/** What is hot, one line each: how much more it is viewed than its own past explains. */
export function hotLines(hot: readonly HotProduct[] | undefined): string[] {
  if (!hot) return ["unknown: there are no views of late, or no earlier days to compare with"];
  if (hot.length === 0) return ["nothing: every product is viewed as its own past explains"];
  const longest = Math.max(...hot.map(({ product_name }) => product_name.length));
  return hot.map(({ rank, product_name, views, baseline, score }) =>
    `${String(rank).padStart(2)} ${product_name.padEnd(longest)}  ` +
    `${views.toFixed(1)} weighted views, ${baseline.toFixed(1)} expected, score ${score.toFixed(1)}`
  );
}

/** That rows are later than the end of their log, if some are. */
export function aheadLine({ asOf, ahead }: Partial<LogEnd>): string | undefined {
  if (!asOf || !ahead) return undefined;
  const { rows, newest } = ahead;
  return `${whole(rows)} row${rows === 1 ? " is" : "s are"} of as late as ${
    minute(newest)
  }, after the ` +
    `log has stopped, as if by a clock that is ahead: what is hot is as of ${minute(asOf)}`;
}

/** Without the seconds, which are zero. */
const minute = (date: Date) => date.toISOString().replace(":00.000Z", "Z");
