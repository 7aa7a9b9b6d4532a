/** A chart in a notebook. */
import { DOMParser } from "linkedom";
import { type Shown, shown } from "./shown.ts";

/**
 * Shows a chart.
 *
 * @param svg an SVG element as text, as the functions in `charts/` return it
 */
export function picture(svg: string): Shown {
  const page = new DOMParser().parseFromString(svg, "text/html"); // as XML, entities would stay
  const title = page.querySelector("svg")?.getAttribute("aria-label") ?? "a picture";
  return shown({ "image/svg+xml": svg, "text/plain": title });
}
