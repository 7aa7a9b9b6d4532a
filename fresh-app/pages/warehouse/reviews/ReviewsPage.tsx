/** The reviews: how people score, what lowers it, and a search in what they wrote. */
import { meanInterval } from "../../../../lib/statistics/mean_interval.ts";
import { wilsonInterval } from "../../../../lib/statistics/wilson.ts";
import { intervalDots } from "../../../../lib/warehouse/charts/interval_dots.ts";
import { Figure } from "../../../components/Figure.tsx";
import { wholeText } from "../../../components/format.ts";
import { ScoreChart } from "../overview/OverviewPage.tsx";
import { Asked } from "../parts/Asked.tsx";
import { chartOf } from "../parts/Chart.tsx";
import { RowsBehind } from "../parts/Rows.tsx";
import { meanNote, rateNote, shareText } from "../parts/text.ts";
import { WarehousePage } from "../parts/WarehousePage.tsx";
import type { DelayRow, FoundReview, Reviews } from "./reviews.ts";

const intervalOf = ({ mean, deviation, orders }: DelayRow) =>
  meanInterval(mean, deviation, Number(orders));

const DelayChart = chartOf(
  () => "Mean score by the day of delivery, with 95 % intervals",
  (rows: readonly DelayRow[], options) =>
    intervalDots(
      rows.map((row) => ({ name: row.delivery, value: row.mean, ...intervalOf(row) })),
      { label: "mean score", format: (score) => score.toFixed(1) },
      options,
    ),
);

/** @param words that were looked for */
export function ReviewsPage(
  { mean, scores, delays, found, words }: Reviews & { readonly words: string },
) {
  return (
    <WarehousePage
      path="/warehouse/reviews"
      about="Each review counts once, however many lines its order has"
    >
      <Asked title="The mean score" answer={mean} isWide>
        {([row]) =>
          row && (
            <dl class="figures">
              <Figure
                name="Mean score"
                note={meanNote(meanInterval(row.mean, row.deviation, row.reviews), 3)}
              >
                {row.mean.toFixed(3)}
              </Figure>
              <Figure
                name="Satisfied"
                note={`a 4 or a 5; ${rateNote(wilsonInterval(row.satisfied, row.reviews))}`}
              >
                {shareText(row.satisfied / row.reviews)}
              </Figure>
              <Figure name="Reviews" note="of an order each">{wholeText(row.reviews)}</Figure>
            </dl>
          )}
      </Asked>
      <Asked title="Reviews by score" answer={scores}>
        {(rows) => <ScoreChart rows={rows} />}
      </Asked>
      <Asked
        title="Score by the day of delivery"
        note="Days from the promised day; the mean score of an order's reviews, with 95 % intervals"
        answer={delays}
      >
        {(rows) => (
          <>
            <DelayChart rows={rows} />
            <RowsBehind
              caption="Score by the day of delivery"
              rows={rows}
              columns={[
                { name: "Delivery", value: ({ delivery }) => delivery },
                {
                  name: "Orders",
                  value: ({ orders }) => wholeText(Number(orders)),
                  isNumber: true,
                },
                { name: "Mean", value: ({ mean }) => mean.toFixed(2), isNumber: true },
                { name: "Interval", value: (row) => meanNote(intervalOf(row)), isNumber: true },
              ]}
            />
          </>
        )}
      </Asked>
      <section class="card asked full" aria-labelledby="search-title" data-stays="search">
        <h2 id="search-title">Search in what people wrote</h2>
        <form action="/warehouse/reviews" method="get" role="search" class="asks">
          <label for="review-words">Words, in Portuguese</label>
          <div class="field">
            <input
              id="review-words"
              name="q"
              type="search"
              value={words}
              maxLength={mostLetters}
              placeholder="produto atrasado"
              autoComplete="off"
            />
            <button type="submit">Search</button>
          </div>
        </form>
      </section>
      {found && (
        <Asked title={`Reviews with “${words}”`} answer={found} isWide>
          {(rows) =>
            rows.length === 0
              ? <p class="quiet">No review speaks of that.</p>
              : <FoundReviews rows={rows} />}
        </Asked>
      )}
    </WarehousePage>
  );
}

/** Longer searches are refused. */
export const mostLetters = 100;

const FoundReviews = ({ rows }: { readonly rows: readonly FoundReview[] }) => (
  <>
    <p class="quiet">{rows.length === 20 ? "The best 20" : `${rows.length} found`}</p>
    <ul class="written">
      {rows.map(({ _id, score, title, message, created }) => (
        <li key={_id}>
          <p>
            <span class="tag">{score} of 5</span> {title && <strong lang="pt">{title}</strong>}{" "}
            {created && <span class="quiet">{created.toISOString().slice(0, 10)}</span>}
          </p>
          {message && <p lang="pt">{message}</p>}
        </li>
      ))}
    </ul>
  </>
);
