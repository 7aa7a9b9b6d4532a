/**
 * The dashboard's face: what serves it from elsewhere, such as from a notebook, takes from here.
 */
export { buildAssets } from "./build_assets.ts";
export { Database } from "./data/database.ts";
export { LiveData } from "./data/live_data.ts";
export { Warehouse } from "./data/warehouse/warehouse.ts";
export { allPages } from "./pages/mod.ts";
export { trendCollections } from "./pages/trends/read_trends.ts";
export { profileCollections } from "./pages/users/profiles.ts";
export { serve } from "./serve.ts";
