/** What a course is: a system's notebooks, what they fill, and by what they are marked. */
import { join } from "node:path";
import { projectDir } from "../base/settings.ts";
import type { Book } from "../mongo/book.ts";
import type { System } from "../systems.ts";
import type { Criterion } from "./check.ts";

/** The notebooks of a system, to be run, handed in and marked. */
export interface Course {
  readonly system: System;
  /** Its folder in the data folder; empty: the data folder itself. */
  readonly dataFolder: string;
  /** What its notebooks replace, each a few words, to warn who runs them. */
  readonly fills: readonly string[];
  /** The collections that its notebooks publish, and the task that publishes them, too. */
  readonly publishes: readonly { readonly book: Book; readonly task: string }[];
  /** Its rubric. */
  readonly criteria: readonly Criterion[];
}

/** What whoever runs its notebooks has to know before. */
export const fillsText = ({ system, fills }: Course): string =>
  `The notebooks fill the ${system.name} anew, with its default size: ${fills.join(" and ")} ` +
  "are replaced.";

/** Where its notebooks are, and what their kernels take for their working directory. */
export const notebooksDir = ({ system }: Course): string => join(projectDir, system.notebooks);

/** Where its files are, among those of the other courses. */
export const courseDataDir = ({ dataFolder }: Course, dataDir: string): string =>
  join(dataDir, dataFolder);
