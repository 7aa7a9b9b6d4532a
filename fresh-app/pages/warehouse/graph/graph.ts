/** What the page of the graph and the recommendations asks. */
import type { Answer } from "../../../data/warehouse/answer.ts";
import type { Look } from "../../../data/warehouse/warehouse.ts";

export interface ActiveRow {
  readonly customer: string;
  readonly state: string;
  readonly city: string;
  readonly products: number;
  readonly quantity: number;
}

export interface TogetherRow {
  readonly product: string;
  readonly category: string;
  readonly other: string;
  readonly other_category: string;
  readonly customers: number;
}

export interface AlsoRow {
  readonly product: string;
  readonly category: string;
  readonly customers: number;
}

export interface PurchaseRow {
  readonly product: string;
  readonly category: string;
  readonly quantity: number;
}

export interface RecommendationRow {
  readonly rank: string;
  readonly product_id: string;
  readonly score: number;
  readonly reason: string;
}

/** Whom and what one has picked. */
export interface Picked {
  readonly product: string;
  readonly customer: string;
}

export interface GraphAnswers {
  readonly active: Answer<ActiveRow>;
  readonly together: Answer<TogetherRow>;
  readonly also?: Answer<AlsoRow>;
  readonly purchases?: Answer<PurchaseRow>;
  readonly recommended?: Answer<RecommendationRow>;
  /** What is shown: what was picked, or else the first of the lists. */
  readonly picked: Picked;
}

export async function askGraph({ ask }: Look, given: Picked): Promise<GraphAnswers> {
  const [active, together] = await Promise.all([
    ask<ActiveRow>("most_active_customers"),
    ask<TogetherRow>("bought_together"),
  ]);
  const product = given.product || (together.rows[0]?.product ?? "");
  const customer = given.customer || (active.rows[0]?.customer ?? "");
  const [also, purchases, recommended] = await Promise.all([
    product === "" ? undefined : ask<AlsoRow>("also_bought", { product }),
    customer === "" ? undefined : ask<PurchaseRow>("purchases", { customer }),
    customer === "" ? undefined : ask<RecommendationRow>("recommendations", { customer }),
  ]);
  return {
    active,
    together,
    ...(also && { also }),
    ...(purchases && { purchases }),
    ...(recommended && { recommended }),
    picked: { product, customer },
  };
}
