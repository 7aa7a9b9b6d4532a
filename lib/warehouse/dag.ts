/** The nine tasks of the warehouse as data: the runner and Airflow's file are both made from them. */
import type { Task } from "../tasks/task.ts";
import { type TaskGraph, taskGraph } from "../tasks/task_graph.ts";

/** A task's name, as the assignment has it. */
export type WarehouseTask =
  | "extract_check_data"
  | "extract_validate_quality"
  | "transform_clean_data"
  | "load_to_databases"
  | "spark_batch_processing"
  | "spark_ml_recommendations"
  | "verify_results"
  | "generate_summary"
  | "cleanup_temp_files";

/** What is in the way of a database, or a lock on a file, may be gone a moment later. */
const retries = 2;

const tasks: readonly Task<WarehouseTask>[] = [
  {
    name: "extract_check_data",
    aliases: ["check_data"],
    phase: "extract",
    does: "the seven files are there, readable, with their headers",
    after: [],
    retries,
  },
  {
    name: "extract_validate_quality",
    aliases: ["validate_quality"],
    phase: "extract",
    does: "count what is wrong with the rows, rule by rule",
    after: ["extract_check_data"],
    retries,
  },
  {
    name: "transform_clean_data",
    aliases: ["clean_data"],
    phase: "transform",
    does: "clean the seven files; what cannot be used goes to quarantine",
    after: ["extract_validate_quality"],
    retries,
  },
  {
    name: "load_to_databases",
    aliases: ["load_databases"],
    phase: "load",
    does: "products and reviews to MongoDB, facts to ClickHouse, purchases to the graph",
    after: ["transform_clean_data"],
    retries,
  },
  {
    name: "spark_batch_processing",
    phase: "elt",
    does: "sales by state and month, products by category, segments, as Parquet",
    after: ["load_to_databases"],
    retries,
  },
  {
    name: "spark_ml_recommendations",
    phase: "elt",
    does: "train ALS, measure it, recommend five products to each customer",
    after: ["load_to_databases"],
    retries,
  },
  {
    name: "verify_results",
    phase: "verify",
    does: "files and stores agree with each other and with the raw files",
    after: ["spark_batch_processing", "spark_ml_recommendations"],
    retries,
  },
  {
    name: "generate_summary",
    phase: "verify",
    does: "report what ran, how long, and what was found",
    after: ["verify_results"],
    retries,
    afterFailure: true,
  },
  {
    name: "cleanup_temp_files",
    phase: "verify",
    does: "remove what the run left",
    after: ["generate_summary"],
    retries,
    always: true,
  },
];

/** The pipeline of the warehouse. */
export const warehouseGraph: TaskGraph<WarehouseTask> = taskGraph("ecommerce_etl_pipeline", tasks);
