import { assertEquals, assertGreater } from "@std/assert";
import type { Db } from "mongodb";
import { rowDirt } from "../../../lib/warehouse/generate/dirt/row_dirt.ts";
import { olistNames } from "../../../lib/warehouse/olist.ts";
import { placeIn } from "../../../lib/warehouse/place.ts";
import { rowRules } from "../../../lib/warehouse/quality/row_rules.ts";
import type { Cleaned, Recommended } from "../../../lib/warehouse/results.ts";
import type { Sql } from "../../../lib/warehouse/sql.ts";
import { carryOut } from "../../../lib/warehouse/verify/check.ts";
import { checksOf } from "../../../lib/warehouse/verify/checks.ts";

const side = (where: string, value: () => string) => ({
  where,
  value: () => Promise.try(value),
});

Deno.test("a check agrees only if both sides answer, and say the same", async () => {
  const check = (one: () => string, other: () => string) =>
    carryOut({ what: "rows", one: side("here", one), other: side("there", other) });
  const fail = () => {
    throw new Error("no such table\nmore");
  };
  assertEquals((await check(() => "1", () => "1")).agrees, true);
  assertEquals((await check(() => "1.00", () => "1.01")).agrees, false);
  const both = await check(fail, fail);
  assertEquals([both.agrees, both.unanswered, both.one.value], [false, true, "no such table"]);
});

Deno.test("every check fails when one of its sides is wrong", async () => {
  const never = () => Promise.reject(new Error("not asked"));
  const answers = (value: string): Sql => ({
    run: never,
    rows: <T>() => Promise.resolve([{ n: value }] as T[]),
    stream: never as never,
  });
  const sums = { price: "7", price_and_freight: "7", payments: "7" };
  const cleaned: Cleaned = {
    files: olistNames.map((name) => ({ name, rows: 7, kept: 1, quarantined: { bad: 1 } })),
    revenue: sums,
    rawRevenue: sums,
  };
  const collection = {
    countDocuments: () => Promise.resolve(9),
    aggregate: () => ({ toArray: () => Promise.resolve([{ n: 9 }]) }),
  };
  const checks = checksOf(
    {
      place: placeIn("data"),
      local: answers("5"),
      columns: answers("6"),
      documents: { collection: () => collection } as unknown as Db,
      graph: { query: () => Promise.resolve([{ n: 8 }]) } as never,
    },
    cleaned,
    { rows: 3 } as Recommended,
  );
  const results = await Promise.all(checks.map(carryOut));
  assertGreater(results.length, 30);
  // Both sides of these come from the one engine, whose fake says the same to all.
  const same = results.filter(({ one, other }) => one.value === other.value);
  assertEquals(
    same.filter(({ other }) => !/cleaned file|parquet/.test(other.where)).map(({ what }) => what),
    [],
  );
  assertEquals(results.filter(({ agrees }) => agrees).length, same.length);
});

Deno.test("rules have names of their own, and each planted kind of row has a rule or is of sets", () => {
  const names = rowRules.map(({ name }) => name);
  assertEquals(names.length, new Set(names).size);
  const unknown = rowDirt.map(({ rule }) => rule).filter((rule) =>
    !names.includes(rule) && !/\.(duplicate_(row|key)|orphan|quotes)$/.test(rule)
  );
  assertEquals(unknown, []);
});
