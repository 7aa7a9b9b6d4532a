/** The courses that there are: a line for each, the first is meant where none is named. */
import { UsageError } from "../base/errors.ts";
import type { Course } from "./course.ts";
import { storeCourse } from "./store/course.ts";

/** Every course. */
export const courses: readonly [Course, ...Course[]] = [
  storeCourse,
];

const courseNames = courses.map(({ system }) => system.name).join(", ");

/**
 * The course of a system.
 *
 * @throws {UsageError} if there is none of that name
 */
export function courseOf(name: string): Course {
  const course = courses.find(({ system }) => system.name === name);
  if (course) return course;
  throw new UsageError(`Cannot find the course ${name}: there is ${courseNames}`);
}

/** Notebooks of a course. */
export interface Chosen {
  readonly course: Course;
  /** Their names, numbers or paths; empty: all. */
  readonly asked: readonly string[];
}

/**
 * What `[SYSTEM] [NAME…]` means: without the first, the names are of the first course.
 *
 * @throws {UsageError} if the first is neither a system nor anything like a notebook
 */
export function chosenNotebooks(words: readonly string[]): Chosen {
  const [first = "", ...rest] = words;
  const named = courses.find(({ system }) => system.name === first);
  if (named) return { course: named, asked: rest };
  // Each notebook has a number, by which it is recognised.
  if (words.length === 0 || /\d/.test(first)) return { course: courses[0], asked: words };
  throw new UsageError(
    `Cannot find ${first}: it is no course (there is ${courseNames}) and no notebook, ` +
      "such as 02_trends or 2",
  );
}
