/** The store's course. */
import { laboratoryBook } from "../../cap/laboratory_book.ts";
import { storeBook } from "../../documents.ts";
import { systems } from "../../systems.ts";
import type { Course } from "../course.ts";
import { storeCriteria } from "./criteria.ts";

/** Seven notebooks, from the empty database to the dashboard. */
export const storeCourse: Course = {
  system: systems.store,
  dataFolder: "",
  fills: ["the collections of the database", "the logs in the data folder"],
  publishes: [{ book: storeBook, task: "pipeline" }, { book: laboratoryBook, task: "cap" }],
  criteria: storeCriteria,
};
