/** What one thread of a ranking does. */
import { type Slot, view } from "./layout.ts";
import type { Team } from "./team.ts";

/** Top-k for all users: where everything is. It can be sent to a worker. */
export interface RankingPlan {
  readonly stride: number;
  readonly k: number;
  readonly panelCount: number;
  readonly indptr: Slot<"u32">;
  readonly indices: Slot<"u32">;
  readonly users: Slot<"f32">;
  readonly userNorms: Slot<"f32">;
  readonly panels: Slot<"f32">;
  readonly panelNorms: Slot<"f32">;
  readonly itemOf: Slot<"u32">;
  readonly outItems: Slot<"u32">;
  readonly outScores: Slot<"f32">;
  /** Where blocks of users begin. */
  readonly blocks: Uint32Array;
  /** By thread. */
  readonly scratch: readonly Slot<"u8">[];
  readonly control: Slot<"i32">;
}

/** Ranks the users' items on one thread of a team. */
export function rank(
  kernel: { topKRows(...args: number[]): void },
  buffer: ArrayBufferLike,
  plan: RankingPlan,
  team: Team,
): void {
  const scratch = view(buffer, plan.scratch[team.thread] as Slot);
  team.share(plan.blocks.length - 1, (block) => {
    kernel.topKRows(
      plan.indptr.offset,
      plan.indices.offset,
      plan.blocks[block] as number,
      plan.blocks[block + 1] as number,
      plan.users.offset,
      plan.userNorms.offset,
      plan.panels.offset,
      plan.panelNorms.offset,
      plan.itemOf.offset,
      plan.panelCount,
      plan.stride,
      plan.k,
      plan.outItems.offset,
      plan.outScores.offset,
      scratch.byteOffset,
    );
  });
}
