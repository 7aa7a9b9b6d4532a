/** The nine tasks, their order, and the names by which they are called. */
import { assertEquals } from "@std/assert";
import { findTask } from "../../lib/tasks/task_graph.ts";
import { warehouseGraph } from "../../lib/warehouse/dag.ts";

Deno.test("the pipeline is what the assignment draws", () => {
  const edges = warehouseGraph.tasks.map(({ name, phase, after }) => [phase, name, ...after]);
  assertEquals(edges, [
    ["extract", "extract_check_data"],
    ["extract", "extract_validate_quality", "extract_check_data"],
    ["transform", "transform_clean_data", "extract_validate_quality"],
    ["load", "load_to_databases", "transform_clean_data"],
    ["elt", "spark_batch_processing", "load_to_databases"],
    ["elt", "spark_ml_recommendations", "load_to_databases"],
    ["verify", "verify_results", "spark_batch_processing", "spark_ml_recommendations"],
    ["verify", "generate_summary", "verify_results"],
    ["verify", "cleanup_temp_files", "generate_summary"],
  ]);
  const called = ["check_data", "validate_quality", "clean_data", "load_databases"];
  assertEquals(
    called.map((name) => findTask(warehouseGraph, name).name),
    warehouseGraph.tasks.slice(0, 4).map(({ name }) => name),
  );
});
