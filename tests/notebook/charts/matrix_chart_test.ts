import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { matrixChart } from "../../../lib/notebook/charts/matrix_chart.ts";

const hostile = 'TV 55" <b>&Géant</b>';
const parse = (svg: string) => new DOMParser().parseFromString(svg, "image/svg+xml");
const texts = (svg: string) =>
  [...parse(svg).querySelectorAll("text")].map((one) => one.textContent);
const groups = (svg: string, label: string) =>
  [...parse(svg).querySelectorAll(`[aria-label="${label}"]`)].map(({ children }) => [...children]);

const matrix = {
  rows: ["Amina", hostile],
  columns: ["phone", "case"],
  values: [[1, 0.5], [-0.001, undefined]],
};
const empty = { rows: [], columns: [], values: [] };

Deno.test("matrixChart is a well-formed SVG file with an accessible name, whatever the names in it", () => {
  for (const svg of [matrixChart(hostile, matrix), matrixChart(hostile, empty)]) {
    assertMatch(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assertStringIncludes(svg, 'aria-label="TV 55&quot;');
    assertEquals(/<b>|NaN|Infinity/.test(svg), false);
  }
});

Deno.test("matrixChart has every number in its cell, no minus zero, and ? for what is not known", () => {
  const shown = texts(matrixChart("numbers", matrix));
  for (const text of ["1.00", "0.50", "0.00", "?", "Amina", hostile, "phone", "case"]) {
    assert(shown.includes(text), `${text} is not among ${shown}`);
  }
  assertEquals(shown.includes("-0.00"), false);
  assert(texts(matrixChart("numbers", matrix, { digits: 0 })).includes("1"));
});

Deno.test("matrixChart's cells are the darker the greater they are, white from 0 down", () => {
  const [cells = []] = groups(matrixChart("colours", matrix), "cell");
  const fills = cells.map((cell) => cell.getAttribute("fill"));
  assertEquals(fills, ["rgb(37, 99, 235)", "rgb(146, 177, 245)", "rgb(255, 255, 255)", fills[2]]);
  const [paler = []] = groups(matrixChart("colours", matrix, { darkest: 2 }), "cell");
  assertEquals(paler[0]?.getAttribute("fill"), fills[1]);
});

Deno.test("matrixChart frames the cells that are asked for", () => {
  const framed = (isFramed: (row: number, column: number) => boolean) =>
    groups(matrixChart("frames", matrix, { isFramed }), "cell")[1]?.length ?? 0;
  assertEquals(framed(() => false), 0);
  assertEquals(framed((row, column) => row === column), 2);
});

Deno.test("matrixChart breaks long names of columns into lines", () => {
  const columns = ["Shoulder Bag for Canon EOS R50", "case"];
  const svg = matrixChart("long names", { ...matrix, columns }, { width: 360 });
  const lines = [...parse(svg).querySelectorAll("tspan")].map((line) => line.textContent);
  assert(lines.length > 1, `${lines}`);
});
