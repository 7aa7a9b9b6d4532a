/** A log counted the plain way by Polars, the witness beside the scanner. */
import pl from "nodejs-polars";
import type { CountFrames } from "../rank/frames.ts";
import { unknownCity } from "./log_counts.ts";
import { eventTypes, type LogFormat } from "../../log_format.ts";

/**
 * Counts a log the plain way, by Polars alone: what the scanner does faster, in less memory, and with
 * a reason for each row that it sets aside.
 *
 * Rows with a timestamp that is no date and time in the extended form (numbers and the basic form are
 * read by the scanner only), or an unknown event or product are left out. What is wrong with lines
 * only the scanner knows: `readCSV` fails on one with too many fields (or cuts it, if told to
 * `truncateRaggedLines`) and fills up one with too few, which then counts if only the user is missing.
 *
 * @param raw the log with every column as text: `pl.readCSV(path, { inferSchemaLength: 0 })`
 * @param products the keys of the known products
 * @param users columns `user`, as in the log, and `city`, both strings; absent: all are unknown
 */
export function rawFrames(
  raw: pl.DataFrame,
  format: LogFormat,
  products: readonly string[],
  users: pl.DataFrame = pl.DataFrame({ user: noStrings("user"), city: noStrings("city") }),
): CountFrames {
  const events = pl.DataFrame({ word: [...format.words], event: [...eventTypes] });
  const known = pl.DataFrame({ product: pl.Series("product", [...products], pl.Utf8) });
  const rows = raw
    .filter(isTime(pl.col(format.timestamp)))
    .select(
      hourOf(pl.col(format.timestamp)).alias("hour"),
      pl.col(format.user).alias("user"),
      pl.col(format.product).alias("product"),
      pl.col(format.event).alias("word"),
    )
    .filter(pl.col("hour").isNotNull()) // 30 February has the form, but is no date
    .join(events, { on: "word", how: "inner" })
    .join(known, { on: "product", how: "semi" });
  const withCity = rows
    .join(users, { on: "user", how: "left" })
    .withColumn(pl.col("city").fillNull(pl.lit(unknownCity)));
  return {
    total: countBy(rows, []),
    hourly: countBy(rows, ["hour"]),
    byCity: withCity.groupBy("event", "city").agg(rowCount).select("event", "city", "rows"),
  };
}

const rowCount = pl.len().cast(pl.Float64).alias("rows");

/** How often each event of each product occurred, by the columns `by`. */
function countBy(rows: pl.DataFrame, by: readonly string[]): pl.DataFrame {
  return rows
    .groupBy("product", "event", ...by)
    .agg(rowCount)
    .select("product", "event", ...by, "rows");
}

/** Dates and times as `TimeReader` has them, in the extended form; 60 is a leap second. */
const written = "(?i)^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]" +
  "(?:([01][0-9]|2[0-3])(?::([0-5][0-9])(?::(?:[0-5][0-9]|60)(?:[.,][0-9]+)?)?)?" +
  "|(24)(?::00(?::00(?:[.,]0+)?)?)?)" +
  "(?: ?(?:Z|UTC|GMT|([+-])([01][0-9]|2[0-3])(?::?([0-5][0-9]))?))?)?$";

/** Whether text has the form of a time; dates that no calendar has are found by parsing them. */
const isTime = (text: pl.Expr) => text.str.contains(written);

/** The start of the hour, UTC, in which a time lies; no zone means UTC. */
function hourOf(text: pl.Expr): pl.Expr {
  const part = (group: number) => text.str.extract(written, group);
  const number = (group: number) => part(group).cast(pl.Int64).fillNull(pl.lit(0));
  const day = part(1).str.strptime(pl.Datetime("ms"), "%Y-%m-%d").cast(pl.Datetime("ms"));
  const minutes = (hours: pl.Expr, more: pl.Expr) => hours.mul(pl.lit(60)).add(more);
  const offset = minutes(number(6), number(7));
  const ahead = pl.when(part(5).eq(pl.lit("-"))).then(offset.mul(pl.lit(-1))).otherwise(offset);
  return day.cast(pl.Int64)
    .add(minutes(number(2).add(number(4)), number(3)).sub(ahead).mul(pl.lit(60_000)))
    .cast(pl.Datetime("ms")).dt.truncate("1h");
}

const noStrings = (name: string) => pl.Series(name, [], pl.Utf8);
