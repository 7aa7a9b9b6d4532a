import { assertEquals } from "@std/assert";
import {
  dayText,
  decimalText,
  dzdText,
  minuteText,
  percentText,
  wholeText,
} from "../../fresh-app/components/format.ts";

Deno.test("numbers and money are written in groups of three", () => {
  assertEquals([wholeText(1234567), dzdText(125000), decimalText(8.449)], [
    "1,234,567",
    "125,000 DZD",
    "8.4",
  ]);
});

Deno.test("percentText calls nothing 0 % that is more than nothing", () => {
  assertEquals([0, 0.004, 0.01, 0.555, 1].map(percentText), [
    "0 %",
    "< 1 %",
    "1 %",
    "56 %",
    "100 %",
  ]);
});

Deno.test("times are Algeria's, which is an hour ahead of UTC all year", () => {
  const time = new Date("2025-07-31T23:30:00Z");
  assertEquals([dayText(time), minuteText(time)], ["1 Aug 2025", "1 Aug 2025, 00:30"]);
});
