/** The events of a log by category, city, hour and weekday. */
import pl from "nodejs-polars";
import type { BreakdownDimension, Rate, TrendBreakdown } from "../../documents.ts";
import type { CountFrames } from "./frames.ts";
import { eventTypes } from "../../log_format.ts";
import { wilsonInterval } from "../../statistics/wilson.ts";

/** A product's key in a log, and its category. */
export interface CategorizedProduct {
  readonly key: string;
  readonly category: string;
}

/** Whose hours and days they are: Algeria keeps UTC+1 all year. */
const timeZone = "Africa/Algiers";

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/**
 * The events of a log broken down: `all` of them, by `hour` of the day and `weekday` in Algeria, by the
 * product's `category` and by the user's `city`. Every hour and weekday is there, even without events,
 * in the order of time; categories and cities are there if they have events, the most viewed first,
 * ties by name.
 *
 * @param frames as of `countFrames` or `rawFrames`; `hourly` may also be as of `hourTotalsFrame`
 * @param viewed how many products were viewed, if each of `products` stands for several: see
 * {@link byCategory}
 */
export function breakdowns(
  { total, hourly, byCity }: CountFrames,
  products: readonly CategorizedProduct[],
  viewed: number = viewedProducts(total),
): TrendBreakdown[] {
  const categories = pl.DataFrame({
    product: pl.Series("product", products.map(({ key }) => key), pl.Utf8),
    category: pl.Series("category", products.map(({ category }) => category), pl.Utf8),
  });
  const byHour = hourly.groupBy("hour", "event").agg(pl.col("rows").sum());
  const local = pl.col("hour").dt.replaceTimeZone("UTC").dt.convertTimeZone(timeZone);
  return [
    ...inOrder("all", countBy(total, pl.lit("all")), ["all"])
      .map((all) => ({ ...all, products: viewed })),
    ...inOrder("hour", countBy(byHour, local.dt.strftime("%H")), hours),
    ...inOrder("weekday", countBy(byHour, local.dt.strftime("%A")), weekdays),
    ...byViews("category", countBy(total.join(categories, { on: "product" }), pl.col("category"))),
    ...byViews("city", countBy(byCity, pl.col("city"))),
  ];
}

/** How many products were viewed. */
function viewedProducts(total: pl.DataFrame): number {
  return total.getColumn("event").toArray().filter((event) => event === "view").length;
}

/** How often each event occurred. */
type Counts = Pick<TrendBreakdown, "views" | "carts" | "buys">;

/** The events by what `value` is of them: a string. */
function countBy(frame: pl.DataFrame, value: pl.Expr): Map<string, Counts> {
  const [views, carts, buys] = eventTypes.map((event) =>
    pl.col("rows").filter(pl.col("event").eq(pl.lit(event))).sum()
  ) as [pl.Expr, pl.Expr, pl.Expr];
  const counts = frame.withColumn(value.alias("value")).groupBy("value").agg(
    views.alias("views"),
    carts.alias("carts"),
    buys.alias("buys"),
  );
  return new Map(
    counts.toRecords().map(({ value, views, carts, buys }) => [
      String(value),
      { views: Number(views), carts: Number(carts), buys: Number(buys) },
    ]),
  );
}

/** One document for each of `values`, in their order. */
function inOrder(
  dimension: BreakdownDimension,
  counts: ReadonlyMap<string, Counts>,
  values: readonly string[],
): TrendBreakdown[] {
  return values.map((value, position) => {
    const { views, carts, buys } = counts.get(value) ?? { views: 0, carts: 0, buys: 0 };
    return {
      dimension,
      value,
      position,
      views,
      carts,
      buys,
      ...rate("view_to_cart", carts, views),
      ...rate("cart_to_buy", buys, carts),
      ...rate("view_to_buy", buys, views),
    };
  });
}

/** One document for each value, the most viewed first, ties by name. */
function byViews(
  dimension: BreakdownDimension,
  counts: ReadonlyMap<string, Counts>,
): TrendBreakdown[] {
  const sorted = [...counts].sort(([a, { views: viewsOfA }], [b, { views: viewsOfB }]) =>
    viewsOfB - viewsOfA || (a < b ? -1 : 1)
  );
  return inOrder(dimension, counts, sorted.map(([value]) => value));
}

/** The rate, if there is one: not of nothing, nor of more than there were. */
function rate<Name extends string>(
  name: Name,
  successes: number,
  trials: number,
): { readonly [name in Name]?: Rate } {
  if (trials === 0 || successes > trials) return {};
  return { [name]: wilsonInterval(successes, trials) } as { readonly [name in Name]: Rate };
}
