/** What a check of the rubric is, and what comes of it. */
import type { Db } from "mongodb";

/** How a notebook's run ended, as far as the rubric needs it. */
export interface NotebookOutcome {
  readonly name: string;
  readonly cells: number;
  /** In which cell it failed, and how; absent: it ran to its end. */
  readonly failure?: string;
}

/** What is handed in, and where the checks look. */
export interface Subject {
  readonly db: Db;
  /** With the files of the course, such as the store's `logs.csv`. */
  readonly dataDir: string;
  /** Asks the dashboard, which cannot see the data folder, for a path such as `/`. */
  readonly dashboard: (path: string) => Promise<Response>;
  readonly notebooks: readonly NotebookOutcome[];
}

/** What a check saw. */
export interface Verdict {
  readonly passed: boolean;
  /** In a sentence, with the figures that it rests on. */
  readonly evidence: string;
}

/** A part of a criterion that can be looked at. */
export interface Check {
  readonly name: string;
  readonly points: number;
  /** What it throws is the evidence that it has not passed. */
  readonly look: (subject: Subject) => Promise<Verdict>;
}

/**
 * A criterion of an assignment, by the assignment's name for it, in parts that can be looked at.
 */
export interface Criterion {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** A check after its look. */
export interface Result extends Omit<Check, "look">, Verdict {
  /** The name of its criterion. */
  readonly criterion: string;
}

/** The rubric, filled in. */
export interface Rubric {
  readonly score: number;
  readonly of: number;
  readonly checks: readonly Result[];
}
