import { assertThrows } from "@std/assert";
import { requireSame } from "../../lib/campaign/require_same.ts";
import { vipOf } from "../../lib/campaign/vip.ts";
import { DzError } from "../../lib/base/errors.ts";
import { someUser } from "./some_vips.ts";

const vips = [101, 102, 103].map((user_id) => vipOf(someUser({ user_id })));

Deno.test("requireSame takes the same VIPs, and none at all", () => {
  requireSame(vips, structuredClone(vips));
  requireSame([], []);
});

Deno.test("requireSame says how many there are on each side, and where they begin to differ", () => {
  const cases = [
    {
      here: vips,
      there: vips.slice(0, 2),
      message: "here finds 3, MongoDB 2, and they differ from user 103",
    },
    { here: [], there: vips, message: "here finds 0, MongoDB 3, and they differ from user 101" },
    {
      here: vips,
      there: vips.map((vip) => vip.user_id === 102 ? { ...vip, total_spend: 1 } : vip),
      message: "here finds 3, MongoDB 3, and they differ from user 102",
    },
    { here: vips, there: vips.toReversed(), message: "differ from user 101" },
  ];
  for (const { here, there, message } of cases) {
    assertThrows(() => requireSame(here, there), DzError, message);
  }
});
