/** The last line of a text that is not empty: what a program that failed says at the end. */
export const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
