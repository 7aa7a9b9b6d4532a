import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { eventsByDayChart } from "../../../lib/notebook/charts/events_by_day_chart.ts";

const days = [200, 100, 300, 900].map((events, i) => ({
  day: new Date(Date.UTC(2025, 10, 25 + i)),
  events,
}));

const columns = (svg: string) => {
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  return [...document.querySelectorAll('[aria-label="rect"] rect')];
};

Deno.test("eventsByDayChart is an SVG file that compares the busiest day with the median", () => {
  const svg = eventsByDayChart(days);
  assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assertMatch(svg, /aria-label="28 November has 3.6 times the events of a usual day"/);
  assertEquals(svg.includes("NaN"), false);
});

Deno.test("eventsByDayChart draws a column for each day, as high as its events, one of them marked", () => {
  const drawn = columns(eventsByDayChart(days));
  const heights = drawn.map((column) => Number(column.getAttribute("height")));
  assertEquals(heights.length, days.length);
  for (const [i, { events }] of days.entries()) {
    assert(Math.abs(heights[i]! / heights[3]! - events / 900) < 1e-9, `${heights}`);
  }
  const fills = drawn.map((column) => column.getAttribute("fill"));
  assertEquals(new Set(fills.slice(0, 3)).size, 1);
  assert(fills[3] !== fills[0]);
});

Deno.test("eventsByDayChart takes no days, days without events, and a few days with some", () => {
  assertStringIncludes(eventsByDayChart([]), "No events yet");
  const day = new Date(Date.UTC(2025, 10, 28));
  assertStringIncludes(eventsByDayChart([{ day, events: 0 }]), "No events yet");
  const idle = [1, 2, 3].map((i) => ({ day: new Date(day.getTime() + i * 86_400_000), events: 0 }));
  assertStringIncludes(
    eventsByDayChart([{ day, events: 5 }, ...idle]),
    "28 November has the most events",
  );
});
