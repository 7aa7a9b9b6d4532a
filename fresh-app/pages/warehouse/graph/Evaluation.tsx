/** What the recommendations are worth, as their task has measured it. */
import type { Recommended } from "../../../../lib/warehouse/results.ts";
import type { RateInterval } from "../../../../lib/statistics/wilson.ts";
import { Figure } from "../../../components/Figure.tsx";
import { wholeText } from "../../../components/format.ts";
import { rateNote, shareText } from "../parts/text.ts";

/** @param evaluation absent: the task has not run */
export function Evaluation({ evaluation }: { readonly evaluation: Recommended | undefined }) {
  return (
    <section class="card asked full" aria-labelledby="evaluation-title">
      <h2 id="evaluation-title">What they are worth</h2>
      {evaluation ? <Worth {...evaluation} /> : (
        <p class="problem">
          The recommendations were not made yet: run <code>deno task warehouse</code>.
        </p>
      )}
    </section>
  );
}

function Worth({ ratings, orders_without_review, split, hits }: Recommended) {
  const numberText = (value: number | null) => Number.isFinite(value) ? value?.toFixed(3) : "–";
  return (
    <>
      <dl class="figures">
        <Figure name="Error of ALS" note="RMSE of held-out ratings">
          {numberText(split.rmse)}
        </Figure>
        <Figure name="Error of the mean" note="RMSE of the same">
          {numberText(split.rmse_mean)}
        </Figure>
        <Figure name="Scored" note={`of ${wholeText(split.held_out)} held-out ratings`}>
          {shareText(split.scored_share)}
        </Figure>
        <Hits name="ALS finds" share={hits.hit_at_5} />
        <Hits name="Popularity finds" share={hits.hit_at_5_popular} />
      </dl>
      <p>
        {split.als_wins
          ? "On ratings that could be scored ALS is better than the mean rating."
          : "On ratings that could be scored ALS is not better than the mean rating beyond doubt."}
        {" "}
        {hits.als_wins
          ? "It also finds what customers bought next more often than the best sellers do."
          : "It does not find what customers bought next more often than the best sellers do."}
      </p>
      <p class="quiet">
        {wholeText(ratings)} ratings; {wholeText(orders_without_review)} orders have no review.{" "}
        {shareText(split.same_order_share)}{" "}
        of what could be scored shares an order with a rating that was trained on. “Finds”: one of
        five products is in the last order of a customer who came back (
        {wholeText(hits.customers)} customers).
      </p>
    </>
  );
}

const Hits = (
  { name, share }: { readonly name: string; readonly share: RateInterval | undefined },
) => (
  <Figure name={name} note={share ? rateNote(share) : "nobody came back"}>
    {share ? shareText(share.rate) : "–"}
  </Figure>
);
