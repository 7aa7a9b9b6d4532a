/** The types of what a guard is told. */

/** How a process is to be ended. */
export interface Ending {
  /** What it is asked with. */
  readonly signal: "SIGTERM" | "SIGINT" | "SIGKILL";
  /** How long it may take; then it is killed, and what it has started. */
  readonly grace_ms: number;
}

/** What the guard is told, a line of JSON each. */
export type Order = { readonly pid: number } & Ending;
