/** What the nine tasks do, by their names, with the engines that they need. */
import { whole } from "../base/text/whole.ts";
import { type ClickHouse, withClickHouse, withLocalClickHouse } from "../clickhouse/mod.ts";
import type { Settings } from "../base/settings.ts";
import { type GraphChoice, withGraph } from "../graph/with_graph.ts";
import { withDatabase } from "../mongo/database.ts";
import type { TaskResult, Works } from "../tasks/task.ts";
import { warehouseDatabase } from "./book.ts";
import type { WarehouseTask } from "./dag.ts";
import { loadDocuments } from "./load/documents.ts";
import { loadGraph } from "./load/purchases.ts";
import { loadTables } from "./load/tables.ts";
import { type Place, placeIn } from "./place.ts";
import { keepResult, needResult, type Revenue } from "./results.ts";
import { sqlOf } from "./sql.ts";
import { batchProcessing } from "./work/batch_processing.ts";
import { cleanUp } from "./work/cleanup_temp_files.ts";
import { checkData, type Origin } from "./work/extract_check_data.ts";
import { validateQuality } from "./work/extract_validate_quality.ts";
import { generateSummary } from "./work/generate_summary.ts";
import { recommend } from "./work/ml_recommendations.ts";
import { cleanData } from "./work/transform_clean_data.ts";
import { verifyResults } from "./work/verify_results.ts";
import type { TaskLine } from "./report/summary.ts";
import type { TaskState } from "../tasks/task.ts";

/** What all tasks are handed. */
export interface WarehouseContext {
  readonly settings: Settings;
  readonly origin: Origin;
  readonly graph: GraphChoice;
  /** Whether collections and tables that the kit did not make are replaced. */
  readonly replace: boolean;
  readonly now: () => Date;
  /** Draws the tasks in time. */
  readonly drawTasks?: (tasks: readonly TaskState[]) => string;
}

type Notice = (text: string) => void;

const place = ({ settings }: WarehouseContext): Place => placeIn(settings.dataDir);

const local = <T>(
  { settings }: WarehouseContext,
  notice: Notice,
  action: (clickHouse: ClickHouse) => Promise<T>,
) => withLocalClickHouse(settings, notice, action);

/** The settings of the warehouse's own database in MongoDB. */
export const ofWarehouse = (settings: Settings): Settings => ({
  ...settings,
  database: warehouseDatabase,
});

const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);

/** The work of the tasks. */
export const warehouseWorks: Works<WarehouseTask, WarehouseContext> = {
  async extract_check_data(context, { notice, progress }) {
    const { files, source } = await checkData(
      place(context),
      context.origin,
      (orders) => progress(`${whole(orders)} orders generated`),
    );
    const bytes = sum(Object.values(files).map(({ size_bytes }) => size_bytes));
    if (source.kind === "generated") notice("The files are generated, not Olist's own");
    return {
      rows_in: 0,
      rows_out: 0,
      summary: `7 files, ${(bytes / 1e6).toFixed(0)} MB, ${source.kind}`,
    };
  },
  extract_validate_quality: (context, { notice }) =>
    local(context, notice, async (clickHouse) => {
      const { rows, findings } = await validateQuality(sqlOf(clickHouse), place(context));
      const errors = sum(
        findings.filter(({ severity }) => severity === "error").map(({ count }) => count),
      );
      return {
        rows_in: sum(Object.values(rows)),
        rows_out: sum(Object.values(rows)),
        summary: `${findings.length} rules were broken, ${
          whole(errors)
        } times so that a row is of no use`,
      };
    }),
  transform_clean_data: (context, { notice }) =>
    local(context, notice, async (clickHouse) => {
      const { files, revenue } = await cleanData(sqlOf(clickHouse), place(context));
      return {
        rows_in: sum(files.map(({ rows }) => rows)),
        rows_out: sum(files.map(({ kept }) => kept)),
        summary: revenueLine(revenue),
      };
    }),
  async load_to_databases(context, { notice }): Promise<TaskResult> {
    const { settings, replace } = context;
    return await local(context, notice, async (clickHouse) => {
      const { files } = await needResult(place(context), "transform_clean_data");
      const lines = sum(files.map(({ kept }) => kept));
      const sql = sqlOf(clickHouse);
      const [documents, tables, graph] = await allDone([
        withDatabase(
          ofWarehouse(settings),
          "owner",
          notice,
          (db) => loadDocuments(sql, db, replace),
        ),
        withClickHouse(
          settings,
          notice,
          (store) =>
            loadTables(clickHouse, store, {
              isSame: settings.clickHouseUrl === undefined,
              replace,
            }),
        ),
        withGraph(
          settings,
          context.graph,
          notice,
          (store) => loadGraph(sql, store.graph(warehouseDatabase)),
        ),
      ]);
      const loaded = await keepResult(place(context), "load_to_databases", {
        ...documents,
        ...tables,
        ...graph,
      });
      const { products, reviews, sales_fact, customers, purchases } = loaded;
      return {
        rows_in: lines,
        rows_out: sum(Object.values(loaded)),
        summary: `MongoDB: ${whole(products ?? 0)} products, ${whole(reviews ?? 0)} reviews; ` +
          `ClickHouse: ${whole(sales_fact ?? 0)} lines; graph: ${
            whole(customers ?? 0)
          } customers, ` +
          `${whole(purchases ?? 0)} purchases`,
      };
    });
  },
  spark_batch_processing: (context, { notice }) =>
    local(context, notice, async (clickHouse) => {
      const rows = await batchProcessing(sqlOf(clickHouse), place(context));
      const { files } = await needResult(place(context), "transform_clean_data");
      const lines = files.find(({ name }) => name === "order_items")?.kept ?? 0;
      return {
        rows_in: lines,
        rows_out: sum(Object.values(rows)),
        summary: `${Object.keys(rows).length} tables as Parquet`,
      };
    }),
  spark_ml_recommendations: (context, { notice }) =>
    local(context, notice, async (clickHouse) => {
      const { rows, ratings, split } = await recommend(sqlOf(clickHouse), place(context));
      return {
        rows_in: ratings,
        rows_out: rows,
        summary:
          `RMSE ${split.rmse.toFixed(3)}, of the mean ${split.rmse_mean.toFixed(3)}, on the ` +
          `${(100 * split.scored_share).toFixed(1)} % that ALS can score`,
      };
    }),
  verify_results: (context, { notice }) =>
    local(
      context,
      notice,
      (clickHouse) =>
        withClickHouse(context.settings, notice, (store) =>
          withGraph(context.settings, context.graph, notice, (graphs) =>
            withDatabase(ofWarehouse(context.settings), "reader", notice, async (db) => {
              const { checks } = await verifyResults({
                place: place(context),
                local: sqlOf(clickHouse),
                columns: sqlOf(store),
                documents: db,
                graph: graphs.graph(warehouseDatabase),
              });
              return {
                rows_in: checks.length,
                rows_out: checks.length,
                summary: `all ${checks.length} checks agree, to the centavo`,
              };
            }))),
    ),
  async generate_summary(context, { notice, soFar }) {
    const tasks = soFar();
    const run = {
      written: context.now().toISOString(),
      tasks: tasks.map(lineOf),
      gantt: context.drawTasks?.(tasks),
    };
    const isBatchDone = run.tasks.some(({ name, outcome }) =>
      name === "spark_batch_processing" && outcome === "done"
    );
    await (isBatchDone
      ? local(
        context,
        notice,
        (clickHouse) => generateSummary(place(context), run, sqlOf(clickHouse)),
      )
      : generateSummary(place(context), run));
    return { rows_in: 0, rows_out: 0, summary: "report.html and report.json" };
  },
  cleanup_temp_files: (context, { notice }) =>
    local(context, notice, async (clickHouse) => {
      const removed = await cleanUp(sqlOf(clickHouse), place(context));
      return {
        rows_in: 0,
        rows_out: 0,
        summary: removed === 0 ? "nothing was left" : `${removed} removed`,
      };
    }),
};

function lineOf({ began_ms, ended_ms, ...task }: TaskState): TaskLine {
  return {
    ...task,
    ...(began_ms !== undefined && ended_ms !== undefined &&
      { seconds: (ended_ms - began_ms) / 1000 }),
  };
}

/** The three revenues in a line. */
export const revenueLine = ({ price, price_and_freight, payments }: Revenue): string =>
  `prices ${price}, with freight ${price_and_freight}, payments ${payments}`;

/** The results of all, once all have ended, so that none goes on after another has failed. */
async function allDone<T extends readonly unknown[]>(
  works: readonly [...{ [At in keyof T]: Promise<T[At]> }],
): Promise<T> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return ends.map((end) => (end as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
