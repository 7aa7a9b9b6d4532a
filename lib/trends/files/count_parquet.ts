/** The count of a log in a Parquet file. */
import { hour_ms } from "../../base/durations.ts";
import { CubeBuilder } from "../scan/cube.ts";
import type { LogCounts } from "../scan/log_counts.ts";
import { columnsOf } from "../../log_format.ts";
import type { ScanOptions } from "../scan/scan_options.ts";
import { placesIn } from "../../base/input/header.ts";
import type { Input } from "../../base/input/open_input.ts";
import { csvText } from "../../base/input/parquet_as_csv.ts";
import { RejectedRows } from "../scan/rejected_rows.ts";
import { TimeReader } from "../../base/time_reader.ts";

/**
 * Counts a log in a Parquet file as `LogScanner` counts the same rows in CSV; timestamps may be instants,
 * texts or numbers. The line of a rejected row is its number plus one, as if each took up one line below a header.
 *
 * @throws {SyntaxError} if it has not the four columns
 * @throws {FileError} if it is damaged
 */
export async function countParquet(
  input: Pick<Input, "rows">,
  { format, shape, onReject, onProgress }: ScanOptions,
): Promise<LogCounts> {
  const wanted = columnsOf(format);
  const { schema, names, groups } = await input.rows({ columns: wanted, onProgress });
  placesIn(schema, { needed: wanted }, { subject: "its schema" });
  const places = wanted.map((name) => names.indexOf(name));
  const products = new Map(shape.products.map((product, index) => [product, index]));
  const events = new Map<string, number>(format.words.map((word, index) => [word, index]));
  const cube = new CubeBuilder(shape);
  const rejected = new RejectedRows(onReject);
  const times_ms = new TimeReader();
  let rows_read = 0;
  for await (const { first, rows, columns } of groups) {
    const [times = [], users = [], keys = [], words = []] = places.map((place) => columns[place]);
    rows_read += rows;
    for (let row = 0; row < rows; row++) {
      const hour = hourOfValue(times[row], times_ms);
      const event = events.get(textOf(words[row])) ?? -1;
      const product = products.get(textOf(keys[row])) ?? -1;
      if (!Number.isNaN(hour) && event >= 0 && product >= 0) {
        cube.add(product, event, hour, () => textOf(users[row]));
        continue;
      }
      const reason = Number.isNaN(hour)
        ? "bad timestamp"
        : event < 0
        ? "unknown event"
        : "unknown product";
      const text = () =>
        [times, users, keys, words].map((column) => csvText(column[row])).join(",");
      rejected.add({ line: first + row + 2, reason }, text);
    }
  }
  const rows_kept = rows_read - rejected.count;
  return {
    rows_read,
    rows_kept,
    rejected: rejected.byReason,
    times: times_ms.form,
    cube: cube.cube(),
  };
}

const textOf = (value: unknown) => typeof value === "string" ? value : String(value ?? "");

/** The hour, counted from 1970-01-01T00Z; `NaN` if the value is no time. */
function hourOfValue(value: unknown, times: TimeReader): number {
  if (!(value instanceof Date)) return Math.floor(times.readText(textOf(value)) / hour_ms);
  times.form ??= "zoned"; // an instant needs no zone
  return Math.floor(value.getTime() / hour_ms);
}
