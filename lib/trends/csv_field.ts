/** A text as a field of CSV: in quotes if RFC 4180 wants them. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
