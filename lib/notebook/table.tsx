/** A table in a notebook. */
import { whole } from "../base/text/whole.ts";
import { renderToString } from "preact-render-to-string";
import { columns } from "../base/text/columns.ts";
import { type Shown, shown } from "./shown.ts";

/** What a cell of a table may hold. */
type Value = string | number | boolean | Date | null | undefined;

/** How a table is shown. */
export interface TableOptions {
  /** So many rows at most; how many more there are is said below. */
  readonly first?: number;
}

/**
 * Shows rows as a table whose columns are the fields of the first row. Numbers stand at the right,
 * with at most 3 decimals; those in a field whose name ends in `id` are not grouped by thousands.
 */
export function table(
  rows: readonly Readonly<Record<string, Value>>[],
  { first = 20 }: TableOptions = {},
): Shown {
  const fields = Object.keys(rows[0] ?? {});
  const texts = rows.slice(0, first).map((row) => fields.map((field) => textOf(field, row[field])));
  const sides = fields.map((field) => typeof rows[0]?.[field] === "number" ? "r" : "l").join("");
  const more = rows.length > first ? `${whole(rows.length - first)} more` : "";
  const align = (column: number) => ({ textAlign: sides[column] === "r" ? "right" : "left" });
  return shown({
    "text/html": renderToString(
      <table>
        <thead>
          <tr>
            {fields.map((field, column) => <th key={field} style={align(column)}>{field}</th>)}
          </tr>
        </thead>
        <tbody>
          {texts.map((row, index) => (
            <tr key={index}>
              {row.map((text, column) => <td key={column} style={align(column)}>{text}</td>)}
            </tr>
          ))}
        </tbody>
        {more && (
          <tfoot>
            <tr>
              <td colSpan={fields.length}>… {more}</td>
            </tr>
          </tfoot>
        )}
      </table>,
    ),
    "text/plain": [...columns([fields, ...texts], sides), ...more ? [`… ${more}`] : []].join("\n"),
  });
}

function textOf(field: string, value: Value): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 16).replace("T", " ");
  if (typeof value !== "number" || /(^|_)id$/.test(field)) return String(value);
  return value.toLocaleString("en-US", { maximumFractionDigits: 3 });
}
