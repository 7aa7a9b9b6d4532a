/** The pages of the dashboard, in the order of the navigation; the first is the one that opens. */
import type { Page } from "./page.ts";
import { trends } from "./trends/mod.ts";
import { users } from "./users/mod.ts";
import { warehouse } from "./warehouse/mod.ts";

export const allPages: readonly Page[] = [trends, users, warehouse];
