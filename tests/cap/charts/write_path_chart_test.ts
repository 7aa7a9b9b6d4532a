import { assert, assertEquals, assertMatch } from "@std/assert";
import { DOMParser } from "linkedom";
import { writePathChart } from "../../../lib/cap/charts/write_path_chart.ts";

const parse = (svg: string) => new DOMParser().parseFromString(svg, "image/svg+xml");
const texts = (svg: string) =>
  [...parse(svg).querySelectorAll("text")].map((one) => one.textContent);
const title = (svg: string) => parse(svg).documentElement?.getAttribute("aria-label");
const distances = { nearest_rtt_ms: 8, farthest_rtt_ms: 30 };

Deno.test("writePathChart says after how many round trips to the nearest secondary majority answers", () => {
  const svg = writePathChart(distances);
  assertEquals(
    title(svg),
    "Majority waits two round trips to the nearest secondary; w: 1 waits for none",
  );
  const said = ["w: 1 answers at once", "majority answers after 16 ms", "not waited for"];
  for (const text of said) assert(texts(svg).includes(text), text);
});

Deno.test("writePathChart needs one round trip less where a majority need not be journaled", () => {
  const svg = writePathChart(distances, { journaled: false });
  assertMatch(title(svg) ?? "", /^Majority waits one round trip/);
  assert(texts(svg).includes("majority answers after 8 ms"));
  assertEquals(texts(svg).filter((text) => text === "journaled"), []);
});

Deno.test("writePathChart names the members and what they report", () => {
  const found = texts(writePathChart(distances));
  for (const lane of ["client", "primary", "nearest secondary", "farthest secondary"]) {
    assert(found.includes(lane), lane);
  }
  for (const report of ["applied", "journaled"]) {
    assertEquals(found.filter((text) => text === report).length, 2, "from either secondary");
  }
});

Deno.test("writePathChart draws a set without any distance", () => {
  const svg = writePathChart({ nearest_rtt_ms: 0, farthest_rtt_ms: 0 });
  assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assert(!/NaN|Infinity|undefined/.test(svg), svg);
});
