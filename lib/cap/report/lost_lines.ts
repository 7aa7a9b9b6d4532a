/** How acknowledged orders that were lost are shown in a terminal. */
import { columns } from "../../base/text/columns.ts";
import { counted } from "../../base/text/counted.ts";
import { whole } from "../../base/text/whole.ts";
import type { Reconciled } from "../cap_run.ts";
import { dzdText } from "../summary/figure_text.ts";

/** So many lost orders are listed; the rest is counted. */
const mostListed = 10;

/** The lost orders of several writers: first those at majority, of which there must be none. */
export function lostLines(
  parts: readonly (Pick<Reconciled, "lost"> & {
    readonly write_concern: string;
    readonly scenario?: string;
    readonly where: string;
  })[],
): string[] {
  // The isolated failover loses all that it is given: the others tell more.
  const rank = ({ write_concern, scenario }: typeof parts[number]) =>
    write_concern === "majority" ? 0 : scenario === "isolated" ? 2 : 1;
  const lost = parts.toSorted((a, b) => rank(a) - rank(b)).flatMap(({ where, lost }) =>
    lost.map((order) => ({ where, ...order }))
  );
  if (lost.length === 0) return ["No acknowledged order was lost"];
  const sum_dzd = lost.reduce((sum, { total_dzd }) => sum + total_dzd, 0);
  const rows = lost.slice(0, mostListed).map((order) => [
    `  ${order.order_id}`,
    dzdText(order.total_dzd),
    order.where,
    order.in_rollback_file ? "rollback file" : "no rollback file",
  ]);
  return [
    `Acknowledged and lost: ${counted(lost.length, "order")}, ${dzdText(sum_dzd)}`,
    ...columns(rows, "lrll"),
    ...(lost.length > mostListed ? [`  and ${whole(lost.length - mostListed)} more`] : []),
  ];
}
