/** The rubric of the assignment: four criteria of 3 points, each in parts that can be looked at. */
import type { Check } from "../check.ts";
import { betterThanPopularity } from "./better_than_popularity.ts";
import { dashboardProfile } from "./dashboard_profile.ts";
import { dashboardTrends } from "./dashboard_trends.ts";
import { explanations } from "./explanations.ts";
import { nothingLost } from "./nothing_lost.ts";
import { notebooksRun } from "./notebooks_run.ts";
import { orderSnapshots } from "./order_snapshots.ts";
import { polymorphicProducts } from "./polymorphic_products.ts";
import { recommendationLists } from "./recommendation_lists.ts";
import { topTen } from "./top_ten.ts";
import { vipsByIndex } from "./vips_by_index.ts";
import { webTrafficViews } from "./web_traffic_views.ts";
import { writeConcerns } from "./write_concerns.ts";

/** Every check, by criterion. */
export const checks: readonly Check[] = [
  ...[polymorphicProducts, orderSnapshots, writeConcerns, vipsByIndex],
  ...[topTen, webTrafficViews, nothingLost],
  ...[recommendationLists, betterThanPopularity, explanations],
  ...[dashboardTrends, dashboardProfile, notebooksRun],
];
