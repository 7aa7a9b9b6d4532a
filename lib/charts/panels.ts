/** Several charts in one picture. */
import { palette } from "./palette.ts";

/** An SVG chart and where its upper left corner goes, in pixels. */
export interface Panel {
  readonly svg: string;
  readonly x: number;
  readonly y: number;
}

/**
 * Several charts as one.
 *
 * @param label the accessible name of the whole
 * @param panels charts as `drawPlot` makes them
 * @returns an SVG element as text, which stands alone as a file
 */
export function panels(
  label: string,
  panels: readonly Panel[],
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const placed = panels.map(({ svg, x, y }) => svg.replace("<svg ", `<svg x="${x}" y="${y}" `));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(label)}">` +
    `<rect width="100%" height="100%" fill="${palette.paper}"/>${placed.join("")}</svg>`;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
