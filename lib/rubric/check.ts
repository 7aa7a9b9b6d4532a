/** What a check of the rubric is, and what comes of it. */
import type { Db } from "mongodb";

/** The criteria of the assignment, 3 points each. */
export const criteria = [
  "Data architecture",
  "ETL",
  "Machine learning",
  "Full-stack integration",
] as const;
/** One of them. */
export type Criterion = (typeof criteria)[number];

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
  /** With `logs.csv` and `web_traffic.csv`. */
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
  readonly criterion: Criterion;
  readonly name: string;
  readonly points: number;
  /** What it throws is the evidence that it has not passed. */
  readonly look: (subject: Subject) => Promise<Verdict>;
}

/** A check after its look. */
export interface Result extends Omit<Check, "look">, Verdict {}

/** The rubric, filled in. */
export interface Rubric {
  readonly score: number;
  readonly of: number;
  readonly checks: readonly Result[];
}
