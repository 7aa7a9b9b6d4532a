import {
  assert,
  assertEquals,
  assertGreaterOrEqual,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { DOMParser } from "linkedom";
import { vipChart } from "../../../lib/campaign/charts/vip_chart.ts";
import { someComparison } from "../some_comparison.ts";

const parse = (svg: string) => new DOMParser().parseFromString(svg, "image/svg+xml");
const texts = (svg: string) =>
  [...parse(svg).querySelectorAll("text")].map((one) => one.textContent);
const titles = (svg: string) =>
  [...parse(svg).querySelectorAll("svg > svg")].map((panel) => panel.getAttribute("aria-label"));

Deno.test("vipChart's titles are the savings in the largest store, in whatever order the stores are", () => {
  const stores = [someComparison(20_000), someComparison(1000)];
  const expected = [
    "By the index: 20 times fewer documents",
    "Filtered by MongoDB: 60 times fewer bytes",
  ];
  assertEquals(titles(vipChart(stores)), expected);
  assertEquals(vipChart(stores.toReversed()), vipChart(stores));
  assertStringIncludes(vipChart(stores), `aria-label="${expected.join("; ")}, at 20K users"`);
});

Deno.test("vipChart claims no saving where there is none", () => {
  const all = { index: "city_1", docs: 1000, received_bytes: 300_000 };
  assertEquals(titles(vipChart([someComparison(1000, { pushed_down: all })])), [
    "By the index: no fewer documents",
    "Filtered by MongoDB: no fewer bytes",
  ]);
  const none = { docs: 0, received_bytes: 200 };
  assertEquals(titles(vipChart([someComparison(1000, { pushed_down: none })])), [
    "By the index: no documents",
    "Filtered by MongoDB: 1.5K times fewer bytes",
  ]);
});

Deno.test("vipChart names each way and its figure in the largest store beside its line", () => {
  const svg = vipChart([1000, 20_000].map((users) => someComparison(users)));
  for (
    const name of [
      ...["fetch all 20K", "no index 20K", "pushed down 1K"],
      ...["fetch all 6 MB", "no index 100 kB", "pushed down 100 kB"],
    ]
  ) assert(texts(svg).includes(name), `${name} is not among ${texts(svg)}`);
  for (const tick of ["1K", "20K"]) assert(texts(svg).includes(tick), tick);
});

Deno.test("vipChart's names do not cover each other where lines end at the same place", () => {
  const document = parse(vipChart([someComparison(1000), someComparison(20_000)]));
  for (const panel of document.querySelectorAll("svg > svg")) {
    const down_px = [...panel.querySelectorAll("text")]
      .filter(({ textContent }) => /^(fetch all|no index|pushed down) \d/.test(textContent))
      .map((text) => down(text) + down(text.parentElement))
      .sort((a, b) => a - b);
    assertEquals(down_px.length, 3);
    for (const [place, y] of down_px.slice(1).entries()) {
      assertGreaterOrEqual(y - (down_px[place] ?? 0), 13, "the font is 13 pixels high");
    }
  }
});

/** What is read of an element here. */
type Placed = { getAttribute(name: string): string | null };

/** How far an element is moved down, in pixels. */
function down(element: Placed | null): number {
  const [, y = "0"] = /translate\([^,]+,([^)]+)\)/.exec(element?.getAttribute("transform") ?? "") ??
    [];
  return Number(y);
}

Deno.test("vipChart draws a line of both colours where two ways take the same", () => {
  const dashed = (svg: string) => parse(svg).querySelectorAll("[stroke-dasharray]").length;
  assertEquals(dashed(vipChart([1000, 20_000].map((users) => someComparison(users)))), 2);
  const apart = { no_index: { docs: 10, received_bytes: 1000 } };
  assertEquals(dashed(vipChart([1000, 20_000].map((users) => someComparison(users, apart)))), 0);
});

Deno.test("vipChart takes one store, one user, and no VIP", () => {
  const none = { pushed_down: { docs: 0 }, no_index: { docs: 0 }, fetch_all: { docs: 0 } };
  for (const stores of [[someComparison(1000)], [someComparison(1)], [someComparison(20, none)]]) {
    const svg = vipChart(stores);
    assert(!/NaN|Infinity|undefined/.test(svg), svg);
    assertMatch(svg, /pushed down \d/);
  }
});
