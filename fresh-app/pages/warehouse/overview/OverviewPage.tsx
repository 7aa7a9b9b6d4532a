/** The overview: how much there is, the three revenues, the months and the scores. */
import { monthBars } from "../../../../lib/warehouse/charts/month_bars.ts";
import { namedBars } from "../../../../lib/warehouse/charts/named_bars.ts";
import { Figure } from "../../../components/Figure.tsx";
import { wholeText } from "../../../components/format.ts";
import { Asked } from "../parts/Asked.tsx";
import { chartOf } from "../parts/Chart.tsx";
import { RowsBehind } from "../parts/Rows.tsx";
import { reaisText } from "../parts/text.ts";
import { WarehousePage } from "../parts/WarehousePage.tsx";
import type { MonthRow, Overview, ProductsRow, ScoreRow } from "./overview.ts";

const MonthChart = chartOf(
  (rows: readonly MonthRow[]) => `Orders in ${rows.length} months`,
  (rows, options) =>
    monthBars(
      rows.map(({ month, orders, partial }) => ({
        month,
        value: Number(orders),
        partial: !!partial,
      })),
      "orders",
      options,
    ),
);

/** Of the pages that show how many reviews gave each score. */
export const ScoreChart = chartOf(
  () => "Reviews by score",
  (rows: readonly ScoreRow[], options) =>
    namedBars(
      rows.toReversed().map(({ score, reviews }) => ({
        name: `${score} ★`,
        value: reviews,
        text: wholeText(reviews),
      })),
      options,
    ),
);

const ProductsChart = chartOf(
  () => "Products by category",
  (rows: readonly ProductsRow[], options) =>
    namedBars(
      rows.map(({ category, products }) => ({
        name: category,
        value: products,
        text: wholeText(products),
      })),
      options,
    ),
);

export function OverviewPage({ counts, revenues, months, scores, products }: Overview) {
  return (
    <WarehousePage
      path="/warehouse"
      about="What the shop's files say, whatever became of the order"
    >
      <Asked title="Orders and customers" answer={counts} isWide>
        {([row]) =>
          row && (
            <dl class="figures">
              <Figure
                name="Orders"
                note={`${wholeText(Number(row.orders_without_lines))} without a line`}
              >
                {wholeText(Number(row.orders))}
              </Figure>
              <Figure name="Customers" note="people, not customer_id">
                {wholeText(Number(row.customers))}
              </Figure>
              <Figure name="Lines" note="of orders">{wholeText(Number(row.lines))}</Figure>
              <Figure name="First order" note={`the last one ${row.last}`}>
                {row.first.slice(0, 10)}
              </Figure>
            </dl>
          )}
      </Asked>
      <Asked title="Three revenues" answer={revenues} isWide>
        {([row]) =>
          row && (
            <dl class="figures three">
              <Figure name="Price" note="of all lines">{reaisText(row.price)}</Figure>
              <Figure name="Price and freight" note="of all lines">
                {reaisText(row.price_and_freight)}
              </Figure>
              <Figure name="Payments" note="what was paid">{reaisText(row.payments)}</Figure>
            </dl>
          )}
      </Asked>
      <Asked
        title="Orders by month"
        note="Hollow: orders on fewer than half of the month's days, so it says nothing of the trend"
        answer={months}
        isWide
      >
        {(rows) => (
          <>
            <MonthChart rows={rows} />
            <RowsBehind
              caption="Orders by month"
              rows={rows}
              columns={[
                { name: "Month", value: ({ month }) => month },
                {
                  name: "Orders",
                  value: ({ orders }) => wholeText(Number(orders)),
                  isNumber: true,
                },
                {
                  name: "Customers",
                  value: ({ customers }) => wholeText(Number(customers)),
                  isNumber: true,
                },
                { name: "Revenue", value: ({ revenue }) => reaisText(revenue), isNumber: true },
                { name: "In part", value: ({ partial }) => partial ? "yes" : "" },
              ]}
            />
          </>
        )}
      </Asked>
      <Asked title="Reviews by score" answer={scores}>
        {(rows) => <ScoreChart rows={rows} />}
      </Asked>
      <Asked title="Products by category" note="The ten with most products" answer={products}>
        {(rows) => <ProductsChart rows={rows} />}
      </Asked>
    </WarehousePage>
  );
}
