/** The warehouse's book of collections in MongoDB's database `ecommerce`. */
import { z } from "zod";
import type { Book } from "../mongo/book.ts";

/** The database of the warehouse, in every store. */
export const warehouseDatabase = "ecommerce";

const count = z.int().min(0);
const size = z.int().min(0).nullable();

/** One document per product, and what was sold of it; `revenue` in reais. */
export const warehouseProduct = z.strictObject({
  _id: z.string().regex(/^[0-9a-f]{32}$/),
  category: z.string(),
  category_english: z.string().nullable(),
  name_length: size,
  description_length: size,
  photos: size,
  weight_g: size,
  dimensions: z.strictObject({ length: size, height: size, width: size }),
  sold: z.strictObject({ lines: count, orders: count, revenue: z.number().min(0) }),
});
export type WarehouseProduct = z.infer<typeof warehouseProduct>;

/** One document per review of an order: one review may be of several orders. */
export const warehouseReview = z.strictObject({
  /** `review:order`, both ids. */
  _id: z.string().regex(/^[0-9a-f]{32}:[0-9a-f]{32}$/),
  review_id: z.string(),
  order_id: z.string(),
  score: z.int().min(1).max(5),
  title: z.string().optional(),
  message: z.string().optional(),
  /** Local times, kept as if they were UTC. */
  created: z.date().nullable(),
  answered: z.date().nullable(),
  product_ids: z.array(z.string()),
});
export type WarehouseReview = z.infer<typeof warehouseReview>;

/** The collections. */
export const warehouseBook = {
  products: { schema: warehouseProduct, indexes: [{ key: { category: 1 } }] },
  reviews: {
    schema: warehouseReview,
    indexes: [
      { key: { order_id: 1 } },
      { key: { score: 1, created: -1 } },
      { key: { product_ids: 1 } },
      // For a search in what people wrote.
      { key: { title: "text", message: "text" }, default_language: "portuguese" },
    ],
  },
} as const satisfies Book;
