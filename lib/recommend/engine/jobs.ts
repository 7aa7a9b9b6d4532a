/** What the main thread and the workers say to each other. */
import type { RankingPlan } from "./ranking.ts";
import type { TrainingPlan } from "./training.ts";

/** Sent to a worker once, when it starts. */
export interface Job {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
  readonly threads: number;
  readonly work:
    | { readonly kind: "train"; readonly plan: TrainingPlan }
    | { readonly kind: "rank"; readonly plan: RankingPlan };
}

/** Sent by a worker. */
export type Report =
  | { readonly kind: "iteration"; readonly iteration: number; readonly loss: number | undefined }
  | { readonly kind: "done" }
  | { readonly kind: "singular"; readonly side: "user" | "item"; readonly row: number }
  | { readonly kind: "failed"; readonly message: string };
