/** What the page of the reviews asks. */
import type { Answer } from "../../../data/warehouse/answer.ts";
import type { Look } from "../../../data/warehouse/warehouse.ts";
import type { ScoreRow } from "../overview/overview.ts";

interface MeanRow {
  readonly reviews: number;
  readonly mean: number;
  readonly deviation: number | null;
  readonly satisfied: number;
}

export interface DelayRow {
  readonly delivery: string;
  readonly orders: string;
  readonly mean: number;
  readonly deviation: number | null;
}

export interface FoundReview {
  readonly _id: string;
  readonly score: number;
  readonly title?: string;
  readonly message?: string;
  readonly created: Date | null;
}

export interface Reviews {
  readonly mean: Answer<MeanRow>;
  readonly scores: Answer<ScoreRow>;
  readonly delays: Answer<DelayRow>;
  /** Absent: nothing is looked for. */
  readonly found?: Answer<FoundReview>;
}

/** @param words that are looked for; none: no search */
export async function askReviews({ ask }: Look, words: string): Promise<Reviews> {
  const [mean, scores, delays, found] = await Promise.all([
    ask<MeanRow>("mean_score"),
    ask<ScoreRow>("score_distribution"),
    ask<DelayRow>("score_by_delay"),
    words === "" ? undefined : ask<FoundReview>("search_reviews", { words }),
  ]);
  return { mean, scores, delays, ...(found && { found }) };
}
