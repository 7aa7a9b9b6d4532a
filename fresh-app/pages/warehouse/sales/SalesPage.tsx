/** The sales: the basket, the days, the categories, the states and what came late. */
import { meanInterval } from "../../../../lib/statistics/mean_interval.ts";
import { wilsonInterval } from "../../../../lib/statistics/wilson.ts";
import { Figure } from "../../../components/Figure.tsx";
import { wholeText } from "../../../components/format.ts";
import { Asked } from "../parts/Asked.tsx";
import { Rows, RowsBehind } from "../parts/Rows.tsx";
import { meanNote, rateNote, reaisText, shareText } from "../parts/text.ts";
import { WarehousePage } from "../parts/WarehousePage.tsx";
import { CategoryChart, DayChart, LateChart, SizeChart, StateChart } from "./charts.ts";
import {
  categoryColumns,
  dayColumns,
  lateColumns,
  paymentColumns,
  stateColumns,
} from "./columns.ts";
import type { LateRow, Sales } from "./sales.ts";

export function SalesPage({ basket, days, sizes, categories, states, late, payments }: Sales) {
  return (
    <WarehousePage path="/warehouse/sales" about="Revenue is the sum of prices, without freight">
      <Asked title="The average basket" answer={basket} isWide>
        {([row]) =>
          row && (
            <dl class="figures">
              <Figure
                name="Mean of an order"
                note={meanNote(meanInterval(row.mean, row.deviation, Number(row.orders)))}
              >
                {reaisText(row.mean.toFixed(2))}
              </Figure>
              <Figure name="Median of an order" note="half are worth less">
                {reaisText(row.median.toFixed(2))}
              </Figure>
              <Figure name="Lines of an order" note="mean">{row.lines.toFixed(2)}</Figure>
              <Figure name="Orders" note="with a line">{wholeText(Number(row.orders))}</Figure>
            </dl>
          )}
      </Asked>
      <Asked
        title="Revenue by day"
        note="The line is the mean of seven days"
        answer={days}
        isWide
      >
        {(rows) => (
          <>
            <DayChart rows={rows} />
            <RowsBehind
              caption="Revenue by day"
              rows={rows}
              columns={dayColumns}
            />
          </>
        )}
      </Asked>
      <Asked
        title="Revenue by category"
        note="The ten that sold for most"
        answer={categories}
      >
        {(rows) => (
          <>
            <CategoryChart rows={rows} />
            <RowsBehind
              caption="Revenue by category"
              rows={rows}
              columns={categoryColumns}
            />
          </>
        )}
      </Asked>
      <Asked title="Orders by number of lines" answer={sizes}>
        {(rows) => <SizeChart rows={rows} />}
      </Asked>
      <Asked
        title="Revenue by state"
        note="Of the buyer, at the time of the order"
        answer={states}
      >
        {(rows) => (
          <>
            <StateChart rows={rows} />
            <RowsBehind
              caption="Revenue by state"
              rows={rows}
              columns={stateColumns}
            />
          </>
        )}
      </Asked>
      <Asked
        title="Late deliveries by state"
        note={lateNote(late.rows)}
        answer={late}
      >
        {(rows) => (
          <>
            <LateChart rows={rows} />
            <RowsBehind
              caption="Late deliveries by state"
              rows={rows}
              columns={lateColumns}
            />
          </>
        )}
      </Asked>
      <Asked title="How it was paid" answer={payments} isWide>
        {(rows) => (
          <Rows
            caption="Payments by type"
            rows={rows}
            columns={paymentColumns}
          />
        )}
      </Asked>
    </WarehousePage>
  );
}

/** How many came late in all; a state with few deliveries has a wide interval. */
function lateNote(rows: readonly LateRow[]): string {
  const late = rows.reduce((sum, row) => sum + Number(row.late), 0);
  const deliveries = rows.reduce((sum, row) => sum + Number(row.deliveries), 0);
  if (deliveries === 0) return "";
  const share = wilsonInterval(late, deliveries);
  return `${shareText(share.rate)} of ${
    wholeText(deliveries)
  } deliveries came after the promised ` +
    `day (${
      rateNote(share)
    }). The lines are 95 % intervals, too: of few deliveries they say little.`;
}
