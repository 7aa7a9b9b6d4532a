/** The shape of an order of the Black Friday laboratory. */
import { z } from "zod";

const dzd = z.int().min(0);

/** One document per order, with a `total` in DZD. */
export const blackFridayOrder = z.strictObject({
  /** `BF_0`, `BF_1` and so on. */
  order_id: z.string().regex(/^BF_\d+$/),
  /** Such as `user_101`. */
  user: z.string().min(1),
  items: z.array(z.strictObject({
    product: z.string().min(1),
    unit_price: dzd,
    quantity: z.int().min(1),
  })).min(1),
  total: dzd,
  timestamp: z.date(),
});
export type BlackFridayOrder = z.infer<typeof blackFridayOrder>;
