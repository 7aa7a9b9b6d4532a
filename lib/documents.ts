/**
 * The store's book of collections, and the shape of each document, defined once: the types and the
 * MongoDB validators (`lib/mongo/json_schema.ts`) are both derived from these schemas.
 */
import { z } from "zod";
import type { Book, DocumentsIn, NameIn } from "./mongo/book.ts";

const dzd = z.int().min(0);
const positive = z.number().min(0);
const count = z.int().min(0);

/** What is measured of a product, by category: the polymorphic part of the catalogue. */
export const specs = {
  laptop: z.strictObject({
    cpu: z.string(),
    ram_gb: count,
    storage_gb: count,
    screen_in: positive,
    gpu: z.string(),
  }),
  phone: z.strictObject({
    screen_in: positive,
    ram_gb: count,
    storage_gb: count,
    battery_mah: count,
    camera_mp: count,
    sim: z.string(),
  }),
  tablet: z.strictObject({
    screen_in: positive,
    ram_gb: count,
    storage_gb: count,
    battery_mah: count,
    stylus: z.boolean(),
  }),
  console: z.strictObject({
    generation: z.string(),
    storage_gb: count,
    max_resolution: z.string(),
    controllers: count,
  }),
  headphones: z.strictObject({
    form: z.string(),
    wireless: z.boolean(),
    noise_cancelling: z.boolean(),
    battery_h: count,
  }),
  tv: z.strictObject({
    screen_in: positive,
    resolution: z.string(),
    panel: z.string(),
    refresh_hz: count,
    smart_os: z.string(),
  }),
  camera: z.strictObject({
    sensor: z.string(),
    resolution_mp: positive,
    mount: z.string(),
    video: z.string(),
  }),
  monitor: z.strictObject({
    screen_in: positive,
    resolution: z.string(),
    panel: z.string(),
    refresh_hz: count,
    ports: z.array(z.string()),
  }),
  case: z.strictObject({
    fits: z.string(),
    material: z.string(),
    color: z.string(),
  }),
  charger: z.strictObject({
    power_w: count,
    connector: z.string(),
    ports: count,
    cable_included: z.boolean(),
  }),
} as const;

/** A product category, and with it the shape of `specs`. */
export type Category = keyof typeof specs;

/** Every category, in the order of the catalogue. */
export const categories = Object.keys(specs) as Category[];

/** A union by `category`: `shape` and, for each category, its own `specs`. */
function byCategory<Shape extends z.ZodRawShape>(shape: Shape) {
  const variant = <C extends Category>(category: C) =>
    z.strictObject({ ...shape, category: z.literal(category), specs: specs[category] });
  return z.discriminatedUnion("category", [
    variant("laptop"),
    variant("phone"),
    variant("tablet"),
    variant("console"),
    variant("headphones"),
    variant("tv"),
    variant("camera"),
    variant("monitor"),
    variant("case"),
    variant("charger"),
  ]);
}

/** One document per product of the catalogue. */
export const product = byCategory({
  _id: z.string().regex(/^prod_\d{3,}$/),
  name: z.string().min(1),
  brand: z.string().min(1),
  price: dzd,
  stock: count,
});
export type Product = z.infer<typeof product>;

/** One recommended product; `confidence` is in 0..1. */
export const recommendation = z.strictObject({
  product: z.string().min(1),
  confidence: z.number().min(0).max(1),
});
export type Recommendation = z.infer<typeof recommendation>;

/**
 * Why a product is recommended: the user's purchases that speak for it most, and the share, 0..1, of
 * all that speaks for it that each has.
 */
export const recommendationReason = z.strictObject({
  product: z.string().min(1),
  because: z.array(z.strictObject({
    product: z.string().min(1),
    share: z.number().min(0).max(1),
  })),
});
export type RecommendationReason = z.infer<typeof recommendationReason>;

/** How a user's recommendations came about. */
export const recommendationSource = z.enum(["als", "popular"]);
export type RecommendationSource = z.infer<typeof recommendationSource>;

/** One document per user. `total_spend` is the sum of the user's completed orders, in DZD. */
export const user = z.strictObject({
  _id: z.string().regex(/^user_\d+$/),
  user_id: z.int().min(1),
  name: z.string().min(1),
  email: z.string().regex(/^[^@\s]+@[^@\s]+$/),
  phone: z.string().regex(/^\+213[567]\d{8}$/),
  city: z.string().min(1),
  /** The categories ticked at registration; may be empty. */
  interests: z.array(z.enum(categories)),
  created_at: z.date(),
  total_spend: dzd,
  recommendations: z.array(recommendation).optional(),
  recommendation_source: recommendationSource.optional(),
  /** One for each recommendation, in their order; none for users without orders. */
  recommendation_reasons: z.array(recommendationReason).optional(),
});
export type User = z.infer<typeof user>;

/** A product as it was bought, kept in the order so that later price changes do not rewrite it. */
export const orderItem = byCategory({
  product_id: z.string(),
  name: z.string().min(1),
  unit_price: dzd,
  quantity: z.int().min(1),
});
export type OrderItem = z.infer<typeof orderItem>;

/** Where an order stands; only `completed` ones count as spent. */
export const orderStatus = z.enum(["completed", "shipped", "pending", "cancelled"]);
export type OrderStatus = z.infer<typeof orderStatus>;

/** One document per order; `total` is the sum of `unit_price * quantity` in DZD. */
export const order = z.strictObject({
  _id: z.string().regex(/^order_\d+$/),
  user_id: z.int().min(1),
  status: orderStatus,
  created_at: z.date(),
  total: dzd,
  items: z.array(orderItem).min(1),
});
export type Order = z.infer<typeof order>;

/** One document per rank, 1 to 10: the most viewed products of `logs.csv`. */
export const analyticsTrend = z.strictObject({
  rank: z.int().min(1),
  product_name: z.string().min(1),
  views: count,
});
export type AnalyticsTrend = z.infer<typeof analyticsTrend>;

/** One document per product viewed in `web_traffic.csv`. */
export const trendingProduct = z.strictObject({
  product_name: z.string().min(1),
  count,
});
export type TrendingProduct = z.infer<typeof trendingProduct>;

/**
 * One document per product that is viewed more than its own past explains: `views` of late, weighted by
 * age, and the `baseline` expected of them, on the same scale; `score` is their distance in standard
 * deviations, best first.
 */
export const hotProduct = z.strictObject({
  rank: z.int().min(1),
  product_name: z.string().min(1),
  views: positive,
  baseline: positive,
  score: z.number(),
});
export type HotProduct = z.infer<typeof hotProduct>;

/** A share, 0..1, and its 95 % interval. */
const rate = z.strictObject({
  rate: z.number().min(0).max(1),
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
});
export type Rate = z.infer<typeof rate>;

/** By what the events are broken down; `all` is the whole log. */
export const breakdownDimension = z.enum(["all", "hour", "weekday", "category", "city"]);
export type BreakdownDimension = z.infer<typeof breakdownDimension>;

/** One document per value of a dimension: its events, and how many views become carts and purchases. */
export const trendBreakdown = z.strictObject({
  dimension: breakdownDimension,
  /** Such as `20` (an hour in Algeria), `Friday`, `phone` or `Oran`; `all` of `all`. */
  value: z.string().min(1),
  /** The value's place in its dimension, from 0: by time, or by views. */
  position: count,
  views: count,
  carts: count,
  buys: count,
  /** How many products were viewed; of `all` only. */
  products: count.optional(),
  /** Absent where there is nothing to divide, or more of the later event than of the earlier. */
  view_to_cart: rate.optional(),
  cart_to_buy: rate.optional(),
  view_to_buy: rate.optional(),
});
export type TrendBreakdown = z.infer<typeof trendBreakdown>;

/** Every collection of the store, by name. */
export const storeBook = {
  products: {
    schema: product,
    indexes: [{ key: { name: 1 }, unique: true }],
  },
  users: {
    schema: user,
    indexes: [
      { key: { user_id: 1 }, unique: true },
      { key: { city: 1, total_spend: -1 } }, // the VIP campaign
    ],
  },
  orders: {
    schema: order,
    indexes: [{ key: { user_id: 1, created_at: -1 } }], // a user's latest orders
  },
  analytics_trends: {
    schema: analyticsTrend,
    indexes: [{ key: { rank: 1 }, unique: true }],
  },
  trending_products: {
    schema: trendingProduct,
    indexes: [{ key: { product_name: 1 }, unique: true }, { key: { count: -1 } }],
  },
  hot_right_now: {
    schema: hotProduct,
    indexes: [{ key: { rank: 1 }, unique: true }],
  },
  trend_breakdowns: {
    schema: trendBreakdown,
    indexes: [{ key: { dimension: 1, position: 1 }, unique: true }],
  },
} as const satisfies Book;

/** The name of a collection of the store. */
export type CollectionName = NameIn<typeof storeBook>;

/** The document type of each collection of the store, for the driver's generics. */
export type Documents = DocumentsIn<typeof storeBook>;
