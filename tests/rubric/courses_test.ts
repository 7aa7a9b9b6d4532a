import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../lib/base/errors.ts";
import { findNotebooks } from "../../lib/jupyter/find_notebooks.ts";
import { notebooksDir } from "../../lib/rubric/course.ts";
import { chosenNotebooks, courseOf, courses } from "../../lib/rubric/courses.ts";
import { systems } from "../../lib/systems.ts";

Deno.test("each system has one course, and each course has notebooks and 12 points", async () => {
  assertEquals(courses.map(({ system }) => system), Object.values(systems));
  for (const course of courses) {
    assertEquals(courseOf(course.system.name), course);
    assertEquals((await findNotebooks(notebooksDir(course)))[0]?.slice(0, 3), "00_");
    const points = course.criteria.flatMap(({ checks }) => checks).map(({ points }) => points);
    assertEquals(points.reduce((sum, one) => sum + one, 0), 12);
  }
});

Deno.test("chosenNotebooks() takes the first word for a system if it is one", () => {
  const [store] = courses;
  assertEquals(chosenNotebooks([]), { course: store, asked: [] });
  assertEquals(chosenNotebooks(["store"]), { course: store, asked: [] });
  assertEquals(chosenNotebooks(["store", "2"]), { course: store, asked: ["2"] });
  assertEquals(chosenNotebooks(["02_trends", "3"]), { course: store, asked: ["02_trends", "3"] });
  const path = "notebooks/store/02_trends.ipynb";
  assertEquals(chosenNotebooks([path]), { course: store, asked: [path] });
});

Deno.test("a system that there is not is named in one line", () => {
  const told =
    "Cannot find shop: it is no course (there is store) and no notebook, such as 02_trends";
  assertThrows(() => chosenNotebooks(["shop", "2"]), UsageError, told);
  assertThrows(() => courseOf("shop"), UsageError, "Cannot find the course shop: there is store");
});
