import { assertEquals } from "@std/assert";
import type { FollowRound } from "../../../lib/trends/follow/follow_trends.ts";
import { roundLine } from "../../../lib/trends/report/round_line.ts";
import { roundJson, trendsJson } from "../../../lib/trends/report/trends_json.ts";

const analysis = {
  top: [{ rank: 1, product_name: "iPad", views: 3 }],
  hot: undefined,
  breakdowns: [],
};
const logs = [{ path: "logs.csv", rejected: new Map() }];

Deno.test("trendsJson says null of what is hot if that is not known", () => {
  const json = trendsJson({
    ...analysis,
    trending: [],
    logs: { rows_read: 5, rows_kept: 5, logs } as never,
  });
  assertEquals(json, {
    rows_read: 5,
    rows_kept: 5,
    rejections: {},
    trends: analysis.top,
    hot: null,
    breakdowns: [],
  });
});

const round: FollowRound = {
  ...analysis,
  hot: [{ rank: 1, product_name: "iPad", views: 3, baseline: 1, score: 2.44 }],
  rows_read: 1300,
  rows_kept: 1298,
  rejected: new Map(),
  rows_new: 40,
  rejected_new: 2,
};

Deno.test("roundJson has the time and the counts first", () => {
  const json = roundJson(round, new Date("2025-11-28T20:00:00Z"));
  assertEquals(Object.keys(json).at(0), "time");
  assertEquals(json.time, "2025-11-28T20:00:00.000Z");
  assertEquals([json.rows_new, json.rejected_new, json.rows_kept], [40, 2, 1298]);
  assertEquals(json.trends, round.top);
});

Deno.test("roundLine says what is new, what there is, and what is hottest", () => {
  assertEquals(roundLine(round), "+40 rows (2 set aside), 1,298 in all; hot: iPad 2.4");
  assertEquals(
    roundLine({ ...round, rejected_new: 0, hot: undefined }),
    "+40 rows, 1,298 in all",
  );
});
