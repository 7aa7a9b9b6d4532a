/** Charts that answer the pointer, the finger and the keyboard, and fit their place. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import { showTooltip } from "./tooltip.ts";

/** What the server drew is good enough if it is off by no more. */
const tolerance = 24;

/** Draws a chart's data, as text, for a width in pixels. */
type Draw = (data: string, width: number) => Promise<SVGSVGElement>;

/** Enhances the charts of a kind within an element. */
export function enhanceCharts(within: ParentNode, kind: string, draw: Draw): void {
  document.addEventListener("keydown", hideOnEscape); // which adds it once, however often
  for (const figure of within.querySelectorAll<HTMLElement>(`[data-chart="${kind}"]`)) {
    for (const svg of figure.querySelectorAll("svg")) enhance(svg, figure);
    fit(figure, draw);
  }
}

/** Escape hides a tooltip wherever the focus is (WCAG 2.2, 1.4.13). */
function hideOnEscape({ key }: KeyboardEvent): void {
  if (key !== "Escape") return;
  for (const figure of document.querySelectorAll<HTMLElement>("[data-chart]")) {
    showTooltip(figure, undefined);
  }
}

/** Draws the chart for the width that it has, now and when that changes. */
function fit(figure: HTMLElement, draw: Draw): void {
  let width = [...figure.querySelectorAll("svg")].find((svg) => svg.checkVisibility())
    ?.width.baseVal.value ?? 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new ResizeObserver(([entry]) => {
    if (!figure.isConnected) return observer.disconnect();
    const wanted = Math.floor(entry?.contentRect.width ?? 0);
    if (wanted === 0 || Math.abs(wanted - width) <= tolerance) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      width = wanted;
      const svg = await draw(figure.dataset["data"] ?? "", wanted);
      const focused = barsOf(figure).indexOf(document.activeElement as SVGElement);
      figure.replaceChildren(svg);
      enhance(svg, figure);
      barsOf(svg)[focused]?.focus();
    }, 60);
  });
  observer.observe(figure);
}

/**
 * Makes the bars of a chart answer; one of them can be reached by Tab, the others by the arrow
 * keys.
 */
function enhance(svg: SVGSVGElement, figure: HTMLElement): void {
  const bars = barsOf(svg);
  if (bars.length === 0) return;
  svg.setAttribute("role", "group"); // a picture has nothing within that can be reached
  svg.setAttribute("aria-roledescription", "bar chart");
  for (const [index, bar] of bars.entries()) {
    const text = bar.getAttribute("aria-label") ?? "";
    bar.setAttribute("role", "img");
    bar.setAttribute("tabindex", index === 0 ? "0" : "-1");
    const show = () => showTooltip(figure, bar, text);
    bar.addEventListener("pointerenter", show);
    bar.addEventListener("pointerdown", show);
    bar.addEventListener("focus", show);
    bar.addEventListener("pointerleave", ({ pointerType, relatedTarget }) => {
      const isOnTooltip = relatedTarget instanceof Element && relatedTarget.matches(".tooltip");
      if (pointerType === "mouse" && !isOnTooltip) showTooltip(figure, undefined);
    });
    bar.addEventListener("blur", () => showTooltip(figure, undefined));
    bar.addEventListener("keydown", (event) => {
      const to = target(event.key, index, bars.length);
      if (to === undefined) return;
      event.preventDefault();
      bar.setAttribute("tabindex", "-1");
      bars[to]?.setAttribute("tabindex", "0");
      bars[to]?.focus();
    });
  }
}

const barsOf = (part: Element) =>
  [
    ...part.querySelectorAll<SVGElement>('[data-mark="bar"] rect'),
  ].filter((bar) => bar.checkVisibility());

/** To which bar a key leads. */
function target(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
    case "ArrowRight":
      return Math.min(from + 1, count - 1);
    case "ArrowUp":
    case "ArrowLeft":
      return Math.max(from - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
  }
}
