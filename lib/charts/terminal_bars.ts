/** A bar chart in a terminal. */

/** A bar and what it stands for. */
export interface Bar {
  readonly label: string;
  readonly value: number;
}

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/**
 * A horizontal bar chart as lines of text, the longest bar `width` characters.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const bars = [{ label: "iPhone 15", value: 4 }, { label: "PC", value: 1 }];
 * assertEquals(terminalBars(bars, 4), ["iPhone 15 ████ 4", "PC        █    1"]);
 * ```
 */
export function terminalBars(bars: readonly Bar[], width = 40): string[] {
  const longest = Math.max(...bars.map(({ label }) => label.length), 0);
  const greatest = Math.max(...bars.map(({ value }) => value), 0) || 1;
  return bars.map(({ label, value }) => {
    const length = Math.round(Math.max(value, 0) / greatest * width * 8);
    const bar = "█".repeat(Math.floor(length / 8)) + eighths[length % 8];
    return `${label.padEnd(longest)} ${bar.padEnd(width)} ${value.toLocaleString("en-US")}`;
  });
}
