/** A note beside a part of a picture. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />

/** Shows a text above a part of a figure, or, without a part, nothing. */
export function showTooltip(figure: HTMLElement, part: Element | undefined, text = ""): void {
  const tooltip = figure.querySelector<HTMLElement>(".tooltip") ?? append(figure);
  tooltip.hidden = part === undefined;
  if (!part) return;
  tooltip.textContent = text;
  const around = figure.getBoundingClientRect(), at = part.getBoundingClientRect();
  const half = tooltip.offsetWidth / 2;
  const middle = at.left - around.left + Math.min(at.width / 2, around.width - half);
  // Set by script, which the policy allows; styles in attributes it does not.
  tooltip.style.left = `${Math.max(half, Math.min(middle, around.width - half))}px`;
  tooltip.style.top = `${at.top - around.top}px`;
}

function append(figure: HTMLElement): HTMLElement {
  const tooltip = document.createElement("div");
  tooltip.className = "tooltip";
  tooltip.setAttribute("role", "tooltip");
  tooltip.hidden = true;
  // The pointer may rest on it, to read it (WCAG 2.2, 1.4.13).
  tooltip.addEventListener("pointerleave", () => tooltip.hidden = true);
  figure.append(tooltip);
  return tooltip;
}
