/** What most customers bought, where a taste is not known. */
import type { OrderLine } from "./ratings.ts";

/** A product and how many customers bought it. */
export interface Popular {
  readonly product_id: string;
  readonly customers: number;
}

/** The products of some lines by how many customers bought them; of equals the lower id comes first. */
export function popularProducts(lines: Iterable<OrderLine>): Popular[] {
  const buyers = new Map<string, Set<string>>();
  for (const { product_id, customer_unique_id } of lines) {
    const known = buyers.get(product_id);
    if (known) known.add(customer_unique_id);
    else buyers.set(product_id, new Set([customer_unique_id]));
  }
  return Array.from(buyers, ([product_id, { size }]) => ({ product_id, customers: size }))
    .sort((one, other) =>
      other.customers - one.customers || (one.product_id < other.product_id ? -1 : 1)
    );
}
