/**
 * The rubric of the store's assignment: four criteria of 3 points, each in parts that can be looked
 * at.
 */
import type { Criterion } from "../check.ts";
import { everyNotebookRuns } from "../every_notebook_runs.ts";
import { betterThanPopularity } from "./better_than_popularity.ts";
import { dashboardProfile } from "./dashboard_profile.ts";
import { dashboardTrends } from "./dashboard_trends.ts";
import { explanations } from "./explanations.ts";
import { nothingLost } from "./nothing_lost.ts";
import { orderSnapshots } from "./order_snapshots.ts";
import { polymorphicProducts } from "./polymorphic_products.ts";
import { recommendationLists } from "./recommendation_lists.ts";
import { topTen } from "./top_ten.ts";
import { vipsByIndex } from "./vips_by_index.ts";
import { webTrafficViews } from "./web_traffic_views.ts";
import { writeConcerns } from "./write_concerns.ts";

/** The criteria, in the assignment's order. */
export const storeCriteria: readonly Criterion[] = [
  {
    name: "Data architecture",
    checks: [polymorphicProducts, orderSnapshots, writeConcerns, vipsByIndex],
  },
  { name: "ETL", checks: [topTen, webTrafficViews, nothingLost] },
  { name: "Machine learning", checks: [recommendationLists, betterThanPopularity, explanations] },
  {
    name: "Full-stack integration",
    checks: [dashboardTrends, dashboardProfile, everyNotebookRuns(7)],
  },
];
