/** How MongoDB answers a query, read from what `explain` says. */
import type { Document } from "mongodb";
import { DatabaseError } from "../mongo/errors.ts";

/** How MongoDB answers a query, and how much it has to look at. */
export interface QueryPlan {
  /** What reads: `IXSCAN` an index, `COLLSCAN` the whole collection. */
  readonly stage: string;
  /** The name of the index that is read, if one is. */
  readonly index: string | null;
  readonly keys_examined: number;
  readonly docs_examined: number;
  readonly docs_returned: number;
}

/**
 * Reads what `explain("executionStats")` says of a `find`, on a replica set or a sharded cluster, by the
 * classic engine or the one that is based on slots:
 * https://www.mongodb.com/docs/manual/reference/explain-results/
 *
 * Where several stages read, one for each shard, the one that is named scans the whole collection if any
 * does: that is what costs most.
 *
 * @throws {DatabaseError} if it is no such document
 */
export function queryPlan({ queryPlanner, executionStats }: Document): QueryPlan {
  const readers = readersOf(queryPlanner?.winningPlan);
  const reader = readers.find(({ stage }) => stage === "COLLSCAN") ?? readers[0];
  if (!reader || !executionStats) {
    throw new DatabaseError(
      "Cannot tell how MongoDB found the VIPs: it explains the query in a form that is not known here. " +
        "Known are those of MongoDB 6.0 to 8.0",
    );
  }
  return {
    stage: reader.stage,
    index: reader.indexName ?? null,
    keys_examined: executionStats.totalKeysExamined,
    docs_examined: executionStats.totalDocsExamined,
    docs_returned: executionStats.nReturned,
  };
}

/** The stages of a plan that have none below them. */
function readersOf(plan: Document | undefined): Document[] {
  if (!plan) return [];
  // With slots the plan stands beside its translation; on a cluster, each shard has one of its own.
  if (plan.queryPlan) return readersOf(plan.queryPlan);
  if (plan.winningPlan) return readersOf(plan.winningPlan);
  const below: Document[] = plan.shards ?? plan.inputStages ??
    (plan.inputStage ? [plan.inputStage] : []);
  if (below.length > 0) return below.flatMap(readersOf);
  return typeof plan.stage === "string" ? [plan] : [];
}
