/** What the overview asks. Integers of 64 bits and decimals are text. */
import type { Answer } from "../../../data/warehouse/answer.ts";
import type { Look } from "../../../data/warehouse/warehouse.ts";

interface CountsRow {
  readonly orders: string;
  readonly customers: string;
  readonly lines: string;
  readonly orders_without_lines: string;
  readonly first: string;
  readonly last: string;
}

interface RevenuesRow {
  readonly price: string;
  readonly price_and_freight: string;
  readonly payments: string;
}

export interface MonthRow {
  readonly month: string;
  readonly orders: string;
  readonly customers: string;
  readonly revenue: string;
  readonly partial: number;
}

export interface ScoreRow {
  readonly score: number;
  readonly reviews: number;
}

export interface ProductsRow {
  readonly category: string;
  readonly products: number;
  readonly sold: number;
}

export interface Overview {
  readonly counts: Answer<CountsRow>;
  readonly revenues: Answer<RevenuesRow>;
  readonly months: Answer<MonthRow>;
  readonly scores: Answer<ScoreRow>;
  readonly products: Answer<ProductsRow>;
}

export async function askOverview({ ask }: Look): Promise<Overview> {
  const [counts, revenues, months, scores, products] = await Promise.all([
    ask<CountsRow>("orders_and_customers"),
    ask<RevenuesRow>("three_revenues"),
    ask<MonthRow>("months"),
    ask<ScoreRow>("score_distribution"),
    ask<ProductsRow>("products_by_category"),
  ]);
  return { counts, revenues, months, scores, products };
}
