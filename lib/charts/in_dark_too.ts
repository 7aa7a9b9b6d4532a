/** A chart that is readable on a dark ground, too. */
import { darkPalette, palette } from "./palette.ts";

/** On what the rules of its style hold, and not on other charts of the same page. */
const mark = "in-dark-too";

/**
 * Adds a style to a chart, by which a browser whose user wants dark pages swaps the colours of the palette.
 *
 * @param svg a chart as `drawPlot` makes it, in colours of the palette that have a dark one
 */
export function inDarkToo(svg: string): string {
  const rules = Object.entries(darkPalette).flatMap(([name, dark]) => {
    const light = palette[name as keyof typeof darkPalette];
    return [`[fill="${light}"]{fill:${dark}}`, `[stroke="${light}"]{stroke:${dark}}`];
  }).map((rule) => `.${mark} ${rule}`);
  const own = `.${mark}{color:${darkPalette.ink}!important;` +
    `background:${darkPalette.paper}!important}`;
  const style = `<style>@media (prefers-color-scheme:dark){${own}${rules.join("")}}</style>`;
  return svg.replace(/^<svg ([^>]*)>/, (_, attributes: string) => {
    const [, classes] = /class="([^"]*)"/.exec(attributes) ?? [];
    const marked = classes === undefined
      ? `class="${mark}" ${attributes}`
      : attributes.replace(`class="${classes}"`, `class="${classes} ${mark}"`);
    return `<svg ${marked}>${style}`;
  });
}
