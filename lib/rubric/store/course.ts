/** The store's course. */
import { systems } from "../../systems.ts";
import type { Course } from "../course.ts";
import { storeCriteria } from "./criteria.ts";

/** Seven notebooks, from the empty database to the dashboard. */
export const storeCourse: Course = {
  system: systems.store,
  dataFolder: "",
  fills: ["the collections of the database", "the logs in the data folder"],
  criteria: storeCriteria,
};
