/** A row of a CSV file as it is written, so that one field can be spoilt and the others stay as they are. */

/** The columns of a file by their place. */
export type Places = ReadonlyMap<string, number>;

/** A row: its fields with their quotes, bytes as the characters of Latin-1. */
export class RawRow {
  /** As they are written. */
  readonly fields: readonly string[];
  readonly #places: Places;

  constructor(fields: readonly string[], places: Places) {
    this.fields = fields;
    this.#places = places;
  }

  /** A record without its line end, cut at the commas that stand in no quotes. */
  static of(record: string, places: Places): RawRow {
    const fields: string[] = [];
    let from = 0, quoted = false;
    for (let at = 0; at < record.length; at++) {
      if (record[at] === '"') quoted = !quoted;
      else if (record[at] === "," && !quoted) {
        fields.push(record.slice(from, at));
        from = at + 1;
      }
    }
    return new RawRow([...fields, record.slice(from)], places);
  }

  /** The value of a column, without quotes. */
  get(column: string): string {
    const field = this.fields[this.#places.get(column) ?? -1] ?? "";
    return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
  }

  /** The row with another field, which is written as it is. */
  with(column: string, field: string): RawRow {
    return new RawRow(this.fields.with(this.#places.get(column) ?? 0, field), this.#places);
  }

  /** The row with its first fields only. */
  cut(length: number): RawRow {
    return new RawRow(this.fields.slice(0, length), this.#places);
  }

  /** The row with one more field. */
  and(field: string): RawRow {
    return new RawRow([...this.fields, field], this.#places);
  }

  /** As it is written. */
  toString(): string {
    return this.fields.join(",");
  }
}
