/** The figures of models side by side, as a terminal shows them. */
import type { Figure } from "../evaluation/evaluate.ts";

/** A line for each metric, a column for each model. */
export function figuresTable(figures: readonly Figure[]): string[] {
  const models = [...new Set(figures.map(({ model }) => model))];
  const cell = (text: string) => text.padEnd(26);
  return [
    cell("") + models.map(cell).join(""),
    ...[...new Set(figures.map(({ metric }) => metric))].map((metric) =>
      cell(metric) + models.map((model) => {
        const figure = figures.find((other) => other.model === model && other.metric === metric);
        return cell(figure ? interval(figure) : "");
      }).join("")
    ),
  ].map((line) => line.trimEnd());
}

function interval({ value, low, high }: Figure): string {
  const exact = low === high;
  return exact ? value.toFixed(3) : `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}
