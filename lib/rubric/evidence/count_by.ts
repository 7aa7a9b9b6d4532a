/** How many there are of each key; `undefined` is not counted. */
export async function countBy<T>(
  values: AsyncIterable<T> | Iterable<T>,
  key: (value: T) => string | undefined,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const value of values) {
    const name = key(value);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
