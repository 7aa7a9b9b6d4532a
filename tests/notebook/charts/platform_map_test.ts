import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { platformMap } from "../../../lib/notebook/charts/platform_map.ts";
import { storeMap } from "../../../lib/notebook/charts/store_map.ts";
import { systemMap } from "../../../lib/notebook/charts/system_map.ts";

const parsed = (svg: string) => new DOMParser().parseFromString(svg, "image/svg+xml");

Deno.test("platformMap is an SVG file with a title", () => {
  const svg = platformMap();
  assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assertMatch(svg, /aria-label="Data flows one way/);
  assertEquals(/NaN|undefined/.test(svg), false);
});

Deno.test("platformMap has each notebook once, in the order of their numbers", () => {
  const names = [...parsed(platformMap()).querySelectorAll("text")]
    .map(({ textContent }) => /^(\d\d) \w/.exec(textContent ?? "")?.[1]);
  assertEquals(
    names.filter((number) => number !== undefined),
    ["01", "02", "03", "04", "05", "06"],
  );
});

Deno.test("platformMap leaves no place without an arrow, and has none from a log to the dashboard", () => {
  const document = parsed(platformMap());
  const boxes = [...document.querySelectorAll('g[aria-label="rect"] rect')].map((box) => {
    const [x = 0, y = 0, width = 0, height = 0] = ["x", "y", "width", "height"]
      .map((name) => Number(box.getAttribute(name)));
    return { left: x, right: x + width, middle: y + height / 2 };
  });
  const arrows = [...document.querySelectorAll('g[aria-label="link"] > path')].map((path) => {
    const numbers = (path.getAttribute("d") ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];
    const [from = 0, fromY = 0] = numbers, [to = 0, toY = 0] = numbers.slice(-2);
    return { from, fromY, to, toY };
  });
  const isNear = (a: number, b: number) => Math.abs(a - b) < 6;
  for (const { left, right, middle } of boxes) {
    assert(
      arrows.some(({ from, fromY, to, toY }) =>
        isNear(from, right) && isNear(fromY, middle) || isNear(to, left) && isNear(toY, middle)
      ),
    );
  }
  const width = Math.max(...arrows.map(({ from, to }) => to - from));
  assert(arrows.every(({ from, to }) => isNear(to - from, width)), "each leads to the next column");
});

Deno.test("platformMap is as wide as it is told to be", () => {
  assertStringIncludes(platformMap({ width: 1200 }), 'width="1200"');
});

Deno.test("platformMap draws systems one below the other, each with its own arrows", () => {
  const other = systemMap({
    orders: { name: "Orders", lines: ["of a shop"], column: 0, row: 0 },
    cube: { name: "Warehouse", lines: ["adds up"], notebook: "01", column: 1, row: 0 },
  }, [["orders", "cube"]]);
  const boxesOf = (svg: string) => [...parsed(svg).querySelectorAll('g[aria-label="rect"] rect')];
  const one = platformMap(), two = platformMap({ shown: [storeMap, other] });
  const [above, both] = [boxesOf(one), boxesOf(two)];
  assertEquals(both.length, above.length + 2);
  const bottom = (box: Element) =>
    Number(box.getAttribute("y")) + Number(box.getAttribute("height"));
  const lowest = Math.max(...both.slice(0, above.length).map(bottom));
  for (const box of both.slice(above.length)) assert(Number(box.getAttribute("y")) > lowest);
  const heightOf = (svg: string) => Number(/height="(\d+)"/.exec(svg)?.[1]);
  const rowHeight = heightOf(two) - heightOf(one);
  assert(rowHeight > 100 && rowHeight < 120, "a row more");
  assertEquals(parsed(two).querySelectorAll('g[aria-label="link"] > path').length, 11);
});
