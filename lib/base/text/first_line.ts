/** The first line of a text, without blanks at its ends. */
export const firstLine = (text: string): string => (text.split("\n")[0] ?? "").trim();
