/** A plot as a part of a page. */
import * as Plot from "@observablehq/plot";

/**
 * Draws a plot to be part of a page, on the server or in the browser. It has no styles of its own, which a
 * strict content security policy refuses: the page's style sheet has to say what `.plot` looks like. What
 * kind of mark a group holds is in its `data-mark`; only bars are read aloud, since axes repeat them.
 *
 * @param title its accessible name
 */
export function inlinePlot(title: string, options: Plot.PlotOptions): Element {
  const svg: Element = Plot.plot({ ...options, ariaLabel: title });
  svg.querySelector("style")?.remove();
  svg.setAttribute("role", "img");
  for (const group of svg.querySelectorAll("g[aria-label]")) {
    const mark = group.getAttribute("aria-label") ?? "";
    group.removeAttribute("aria-label"); // which a group without a role must not have
    group.setAttribute("data-mark", mark);
    if (mark !== "bar") group.setAttribute("aria-hidden", "true");
  }
  return svg;
}
