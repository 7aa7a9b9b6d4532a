/** What the page of the sales asks. Integers of 64 bits and decimals are text. */
import type { Answer } from "../../../data/warehouse/answer.ts";
import type { Look } from "../../../data/warehouse/warehouse.ts";

interface BasketRow {
  readonly orders: string;
  readonly mean: number;
  readonly deviation: number;
  readonly median: number;
  readonly lines: number;
}

export interface DayRow {
  readonly day: string;
  readonly orders: string;
  readonly revenue: string;
}

export interface SizeRow {
  readonly items: string;
  readonly orders: string;
  readonly revenue: string;
}

export interface CategoryRow {
  readonly category: string;
  readonly english: string | null;
  readonly orders: string;
  readonly items: string;
  readonly revenue: string;
}

export interface StateRow {
  readonly state: string;
  readonly orders: string;
  readonly customers: string;
  readonly revenue: string;
}

export interface LateRow {
  readonly state: string;
  readonly deliveries: string;
  readonly late: string;
}

export interface PaymentRow {
  readonly payment_type: string;
  readonly payments: string;
  readonly paid: string;
}

export interface Sales {
  readonly basket: Answer<BasketRow>;
  readonly days: Answer<DayRow>;
  readonly sizes: Answer<SizeRow>;
  readonly categories: Answer<CategoryRow>;
  readonly states: Answer<StateRow>;
  readonly late: Answer<LateRow>;
  readonly payments: Answer<PaymentRow>;
}

export async function askSales({ ask }: Look): Promise<Sales> {
  const [basket, days, sizes, categories, states, late, payments] = await Promise.all([
    ask<BasketRow>("average_basket"),
    ask<DayRow>("daily_sales"),
    ask<SizeRow>("basket_sizes"),
    ask<CategoryRow>("top_categories"),
    ask<StateRow>("sales_by_state"),
    ask<LateRow>("late_by_state"),
    ask<PaymentRow>("payment_types"),
  ]);
  return { basket, days, sizes, categories, states, late, payments };
}
