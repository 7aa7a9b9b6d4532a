/** What a notebook would show of a value, by media type. */
export function contentsOf(value: object): Readonly<Record<string, string>> {
  return (value as Record<symbol, () => Record<string, string>>)
    [Symbol.for("Jupyter.display")]?.() ?? {};
}
