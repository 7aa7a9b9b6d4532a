/** A value of a document in a message. */

/** So many characters are shown. */
const most = 60;

/** A value as JSON, in few characters. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
