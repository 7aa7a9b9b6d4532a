/**
 * Phase 5: the VIP campaign, which finds who spent most in a city, and proves how the database
 * found them.
 */

// Finding the VIPs.
export { isVip, ranked, type Vip, type VipCriteria, vipOf } from "./vip.ts";
export { vipQuery } from "./vip_query.ts";

// Proving how they were found.
export { compareAtScale } from "./compare_at_scale.ts";
export { compareWays, type WaysComparison } from "./compare_ways.ts";
export { queryPlan } from "./query_plan.ts";
export { requireSame } from "./require_same.ts";
export { wayNames } from "./ways.ts";

// The list to send, and the chart.
export { promoList, promoListName } from "./promo_list.ts";
export { vipChart } from "./charts/vip_chart.ts";
