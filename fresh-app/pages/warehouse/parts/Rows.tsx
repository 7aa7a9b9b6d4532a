/** Rows as a table. */
import type { ComponentChildren } from "preact";

export interface Column<Row> {
  readonly name: string;
  readonly value: (row: Row) => ComponentChildren;
  /** Whether it holds numbers, which stand below each other. */
  readonly isNumber?: boolean;
}

/** A column of numbers. */
export const numbers = <Row,>(
  name: string,
  value: (row: Row) => ComponentChildren,
): Column<Row> => ({ name, value, isNumber: true });

export function Rows<Row>({ caption, rows, columns, none = "There are none." }: {
  readonly caption: string;
  /** What is said if there are no rows. */
  readonly none?: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
}) {
  const classOf = ({ isNumber }: Column<Row>) => isNumber ? "number" : undefined;
  if (rows.length === 0) return <p class="quiet">{none}</p>;
  return (
    <div class="scrolled" tabIndex={0} role="region" aria-label={`Table: ${caption}`}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" class={classOf(column)}>{column.name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map((column) => (
                <td key={column.name} class={classOf(column)}>{column.value(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same, closed until somebody wants to read the numbers of a chart. */
export function RowsBehind<Row>(table: Parameters<typeof Rows<Row>>[0]) {
  return (
    <details class="query">
      <summary>
        Table<span class="hidden">: {table.caption}</span>
      </summary>
      <Rows {...table} />
    </details>
  );
}
