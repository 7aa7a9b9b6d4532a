/** The rubric of the assignment: four criteria of 3 points, each in parts that can be looked at. */
import type { Check } from "./check.ts";
import { betterThanPopularity } from "./checks/better_than_popularity.ts";
import { dashboardProfile } from "./checks/dashboard_profile.ts";
import { dashboardTrends } from "./checks/dashboard_trends.ts";
import { explanations } from "./checks/explanations.ts";
import { nothingLost } from "./checks/nothing_lost.ts";
import { notebooksRun } from "./checks/notebooks_run.ts";
import { orderSnapshots } from "./checks/order_snapshots.ts";
import { polymorphicProducts } from "./checks/polymorphic_products.ts";
import { recommendationLists } from "./checks/recommendation_lists.ts";
import { topTen } from "./checks/top_ten.ts";
import { vipsByIndex } from "./checks/vips_by_index.ts";
import { webTrafficViews } from "./checks/web_traffic_views.ts";
import { writeConcerns } from "./checks/write_concerns.ts";

/** Every check, by criterion. */
export const checks: readonly Check[] = [
  ...[polymorphicProducts, orderSnapshots, writeConcerns, vipsByIndex],
  ...[topTen, webTrafficViews, nothingLost],
  ...[recommendationLists, betterThanPopularity, explanations],
  ...[dashboardTrends, dashboardProfile, notebooksRun],
];
