/** The shapes are those of the manual and of servers, without the fields that nobody reads here. */
import { assertEquals, assertThrows } from "@std/assert";
import type { Document } from "mongodb";
import { queryPlan } from "../../lib/campaign/query_plan.ts";
import { DatabaseError } from "../../lib/mongo/errors.ts";

const indexName = "city_1_total_spend_-1";
const ixscan = { stage: "IXSCAN", keyPattern: { city: 1, total_spend: -1 }, indexName };
const byIndex = {
  stage: "PROJECTION_SIMPLE",
  transformBy: { _id: 0, user_id: 1 },
  inputStage: { stage: "FETCH", inputStage: ixscan },
};
const bySorting = {
  stage: "PROJECTION_SIMPLE",
  inputStage: {
    stage: "SORT",
    sortPattern: { total_spend: -1 },
    inputStage: { stage: "COLLSCAN", filter: { city: { $eq: "Oran" } }, direction: "forward" },
  },
};
const stats = (keys: number, docs: number, returned: number) => ({
  executionSuccess: true,
  nReturned: returned,
  executionTimeMillis: 3,
  totalKeysExamined: keys,
  totalDocsExamined: docs,
  executionStages: { stage: "PROJECTION_SIMPLE", nReturned: returned },
});
const explained = (winningPlan: Document, executionStats: Document = stats(66, 65, 65)) => ({
  explainVersion: "1",
  queryPlanner: { namespace: "dzstore_db.users", winningPlan, rejectedPlans: [] },
  executionStats,
  serverInfo: { version: "6.0.5" },
  ok: 1,
});
const shard = (shardName: string, plan: Document) => ({
  shardName,
  winningPlan: plan,
  rejectedPlans: [],
});
const onShards = (stage: string, ...plans: Document[]) =>
  explained({ stage, shards: plans.map((plan, place) => shard(`shard${place}`, plan)) });

Deno.test("queryPlan reads the index of a plan of the classic engine, and the figures", () => {
  assertEquals(queryPlan(explained(byIndex)), {
    stage: "IXSCAN",
    index: indexName,
    keys_examined: 66,
    docs_examined: 65,
    docs_returned: 65,
  });
});

Deno.test("queryPlan finds the scan of the collection below a sort", () => {
  assertEquals(queryPlan(explained(bySorting, stats(0, 1000, 65))), {
    stage: "COLLSCAN",
    index: null,
    keys_examined: 0,
    docs_examined: 1000,
    docs_returned: 65,
  });
  const only = explained({ stage: "COLLSCAN", direction: "forward" }, stats(0, 9, 9));
  assertEquals(queryPlan(only).stage, "COLLSCAN");
});

Deno.test("queryPlan reads a plan of the engine that is based on slots, which stands beside its translation", () => {
  const slots = {
    queryPlan: { ...byIndex, planNodeId: 3 },
    slotBasedPlan: { slots: "$$RESULT=s5", stages: "[2] nlj inner [] [s1, s2]" },
  };
  const { stage, index } = queryPlan(explained(slots));
  assertEquals([stage, index], ["IXSCAN", indexName]);
  const cached = queryPlan(explained({ isCached: false, ...slots })); // 8.0
  assertEquals([cached.stage, cached.index], ["IXSCAN", indexName]);
});

Deno.test("queryPlan reads the express plans of 8.0, which are one stage", () => {
  const express = {
    isCached: false,
    stage: "EXPRESS_IXSCAN",
    keyPattern: "{ user_id: 1 }",
    indexName: "user_id_1",
  };
  const { stage, index } = queryPlan(explained(express, stats(1, 1, 1)));
  assertEquals([stage, index], ["EXPRESS_IXSCAN", "user_id_1"]);
});

Deno.test("queryPlan reads the plans of shards, whichever engine each has", () => {
  const filtered = { stage: "SHARDING_FILTER", inputStage: byIndex };
  for (const stage of ["SINGLE_SHARD", "SHARD_MERGE", "SHARD_MERGE_SORT"]) {
    const plan = queryPlan(onShards(stage, filtered, { queryPlan: filtered, slotBasedPlan: {} }));
    assertEquals([plan.stage, plan.index, plan.docs_examined], ["IXSCAN", indexName, 65]);
  }
});

Deno.test("queryPlan tells of the shard that scans its collection, not of the one with an index", () => {
  const { stage, index } = queryPlan(onShards("SHARD_MERGE", byIndex, bySorting));
  assertEquals([stage, index], ["COLLSCAN", null]);
});

Deno.test("queryPlan reads a plan with several stages below one", () => {
  const { stage, index } = queryPlan(explained({
    stage: "FETCH",
    inputStage: { stage: "OR", inputStages: [ixscan, { stage: "IXSCAN", indexName: "other" }] },
  }));
  assertEquals([stage, index], ["IXSCAN", indexName]);
});

Deno.test("queryPlan reads the plan of a collection that does not exist", () => {
  const { stage, index } = queryPlan(explained({ stage: "EOF" }, stats(0, 0, 0)));
  assertEquals([stage, index], ["EOF", null]);
});

Deno.test("queryPlan refuses what it does not know", () => {
  const planOnly = { queryPlanner: { winningPlan: byIndex } };
  const unknown = [{}, { ok: 1 }, planOnly, explained({}), { stages: [{ $cursor: {} }] }];
  for (const document of unknown) {
    assertThrows(() => queryPlan(document), DatabaseError, "in a form that is not known here");
  }
});
