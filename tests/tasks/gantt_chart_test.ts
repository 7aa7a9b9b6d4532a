/** What the chart of a run shows, whether tasks take milliseconds or minutes. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { ganttChart } from "../../lib/tasks/gantt_chart.ts";
import type { TaskState } from "../../lib/tasks/task.ts";
import { palette } from "../../lib/charts/palette.ts";

const state = (
  name: string,
  from?: number,
  to?: number,
  more: Partial<TaskState> = {},
): TaskState => ({
  ...{ name, phase: "work", outcome: "done", reused: false, failures: [] },
  ...(from !== undefined && to !== undefined && { began_ms: 1e12 + from, ended_ms: 1e12 + to }),
  ...more,
});

const textsIn = (svg: string) =>
  [...new DOMParser().parseFromString(svg, "image/svg+xml").querySelectorAll("text")]
    .map(({ textContent }) => textContent);

Deno.test("times are in the unit that fits, and a task that took none is seen", () => {
  const cases = [
    [1, "ms", "9 ms", "0 ms"],
    [1000, "s", "9.0 s", "0 ms"],
    [60_000, "min", "9 min", "0 ms"],
  ] as const;
  for (const [unit_ms, unit, long, none] of cases) {
    const svg = ganttChart([
      state("long", 0, 9 * unit_ms),
      state("none", 9 * unit_ms, 9 * unit_ms),
    ]);
    const texts = textsIn(svg);
    for (const text of [`${unit} since the run began →`, long, none]) {
      assert(texts.includes(text), `${text} in ${texts.join(" | ")}`);
    }
    assertStringIncludes(svg, `aria-label="2 tasks in ${long}; long took the longest, ${long}"`);
    const bars = [...svg.matchAll(/<rect [^>]*>/g)].filter(([bar]) => bar.includes("rx="));
    const widths = bars.map(([bar]) => Number(/\bwidth="([\d.]+)"/.exec(bar)?.[1]));
    assertEquals(widths.length, 2);
    assert(widths.every((width) => width >= 2.9), `${widths}`);
  }
});

Deno.test("a failure, what did not run, and what was taken over are said", () => {
  const svg = ganttChart([
    state("taken", -9000, -8000, { reused: true }),
    state("load", 0, 1000, { outcome: "failed", failures: ["a", "b"] }),
    state("verify", undefined, undefined, { outcome: "blocked" }),
    state("report", 1000, 1200, { rows_in: 2000, rows_out: 1 }),
  ]);
  const texts = textsIn(svg);
  for (
    const text of [
      ...["done by an earlier run", "1.0 s, failed, tried 2 times"],
      ...["did not run: a task before it failed", "200 ms, 2,000 → 1 rows"],
      "load failed; 1 task did not run",
    ]
  ) assert(texts.includes(text), `${text} in ${texts.join(" | ")}`);
  assertStringIncludes(svg, `fill="${palette.lost}"`);
});

Deno.test("it is readable on a dark ground, and leaves other charts of the page alone", () => {
  const svg = ganttChart([state("a", 0, 5)]);
  const [, style = ""] = /<style>(@media \(prefers-color-scheme:dark\)\{.*?)<\/style>/.exec(svg) ??
    [];
  assertStringIncludes(style, `.in-dark-too [fill="${palette.ink}"]`);
  for (const rule of style.split("}").slice(0, -2)) assertStringIncludes(rule, ".in-dark-too");
  assert(/^<svg [^>]*class="[^"]*in-dark-too/.test(svg));
});
