/** The best items of every user, on one thread or many. */
import { isWhole } from "../../base/is_whole.ts";
import { type Interactions, itemsOf } from "./interactions.ts";
import { topK } from "./top_k.ts";
import { evenBlocks } from "./blocks.ts";
import { Layout, type Slot, view } from "./layout.ts";
import { type Model, scoreOf } from "./model.ts";
import { rank, type RankingPlan } from "./ranking.ts";
import { runWorkers } from "./run_workers.ts";
import { support } from "./support.ts";
import { alone, controlWords } from "./team.ts";
import { instantiate, kernelMemory } from "./wasm_kernel.ts";

/** What stands in `items` where a user has no further item. */
export const noItem = 0xffffffff;

/** The best items of every user. */
export interface Ranking {
  readonly k: number;
  /** Users by k, best first; `noItem` where all others are owned. */
  readonly items: Uint32Array;
  /** Users by k; 0 beside `noItem`. */
  readonly scores: Float32Array;
}

/** How to rank. */
export interface RankingOptions {
  /** Threads at most. Default: as many as there are processors, or one for little work. */
  readonly threads?: number;
  /** Which inner loops to use. Default: WebAssembly if it is there. */
  readonly kernel?: "wasm" | "plain";
  /** Told once, why, if plain TypeScript has to do. */
  readonly onFallback?: (reason: string) => void;
  /** The worker module, for tests. */
  readonly worker?: URL;
  /** After how long without any progress the workers count as dead. Default: a minute. */
  readonly stall_ms?: number;
}

/** Users that threads take at a time, and items side by side in the memory. */
const usersOfBlock = 256, itemsOfPanel = 8;

/** The kernel reads whole groups of users. */
const padding = 32;

/** Multiplications that take about as long as starting workers does. */
const littleWork = 5e8;

/**
 * The `k` items with the highest x · y for every user, ties in favour of the lower number, without
 * those in the user's row of `owned`. The result does not depend on the number of threads.
 *
 * @throws {RangeError} if `k` is not a whole number from 1, or the matrix does not fit the model
 * @throws {WorkerError} if a worker dies
 */
export async function topKAll(
  model: Model<unknown>,
  owned: Pick<Interactions<unknown>, "indptr" | "indices" | "users" | "items">,
  k: number,
  options: RankingOptions = {},
): Promise<Ranking> {
  if (!isWhole(k, 1)) {
    throw new RangeError(`Cannot rank the best ${k} items: it must be a whole number from 1`);
  }
  const users = model.users.length, items = model.items.length;
  if (owned.users.length !== users || owned.items.length !== items) {
    throw new RangeError(
      `Cannot rank: the model has ${users} users and ${items} items, ` +
        `the interactions ${owned.users.length} and ${owned.items.length}`,
    );
  }
  const { module, reason } = support();
  if (options.kernel === "plain" || !module) {
    options.onFallback?.(reason ?? "plain TypeScript was asked for");
    return plainTopKAll(model, owned, k);
  }
  const wanted = options.threads ??
    (users * items * model.stride < littleWork ? 1 : navigator.hardwareConcurrency);
  const blocks = evenBlocks(users, Infinity, usersOfBlock);
  const threads = Math.max(1, Math.min(wanted, blocks.length - 1));

  const layout = new Layout();
  const panelCount = Math.ceil(items / itemsOfPanel);
  const plan: RankingPlan = {
    stride: model.stride,
    k,
    panelCount,
    indptr: layout.add("u32", users + 1),
    indices: layout.add("u32", owned.indices.length),
    users: layout.add("f32", (users + padding) * model.stride),
    userNorms: layout.add("f32", users + padding),
    panels: layout.add("f32", panelCount * itemsOfPanel * model.stride),
    panelNorms: layout.add("f32", panelCount),
    itemOf: layout.add("u32", panelCount * itemsOfPanel),
    outItems: layout.add("u32", users * k),
    outScores: layout.add("f32", users * k),
    blocks,
    scratch: Array.from({ length: threads }, () => layout.add("u8", 1024)),
    control: layout.add("i32", controlWords(1)),
  };
  const memory = kernelMemory(layout.bytes);
  const { buffer } = memory;
  view(buffer, plan.indptr).set(owned.indptr);
  view(buffer, plan.indices).set(owned.indices);
  view(buffer, plan.users).set(model.userFactors);
  packUsers(model, view(buffer, plan.userNorms));
  packItems(model, buffer, plan);
  if (threads === 1) {
    rank(instantiate(module, memory), buffer, plan, alone);
  } else {
    const { worker, stall_ms } = options;
    const job = { module, memory, work: { kind: "rank", plan } as const };
    await runWorkers(job, { threads, worker, stall_ms });
  }
  const copy = <T>(slot: Slot<"u32"> | Slot<"f32">) => view(buffer, slot).slice() as T;
  return { k, items: copy<Uint32Array>(plan.outItems), scores: copy<Float32Array>(plan.outScores) };
}

/** The lengths of the users' vectors, and a little more, so that no rounding makes a bound too low. */
function packUsers({ users, stride, userFactors }: Model<unknown>, norms: Float32Array): void {
  const margin = 1 + 4e-7 * (stride + 4);
  for (let user = 0; user < users.length; user++) {
    norms[user] = lengthOf(userFactors, user * stride, stride) * margin;
  }
}

/** The items in panels, the longest vectors first, which makes thresholds rise early. */
function packItems(
  { items, stride, itemFactors }: Model<unknown>,
  buffer: ArrayBufferLike,
  plan: RankingPlan,
): void {
  const panels = view(buffer, plan.panels), panelNorms = view(buffer, plan.panelNorms);
  const itemOf = view(buffer, plan.itemOf).fill(noItem);
  const lengths = Float64Array.from(
    items,
    (_, item) => lengthOf(itemFactors, item * stride, stride),
  );
  const order = Uint32Array.from(items, (_, item) => item)
    .sort((a, b) => (lengths[b] as number) - (lengths[a] as number) || a - b);
  for (const [place, item] of order.entries()) {
    const panel = Math.floor(place / itemsOfPanel), lane = place % itemsOfPanel;
    itemOf[place] = item;
    if (lane === 0) panelNorms[panel] = lengths[item] as number;
    for (let f = 0; f < stride; f++) {
      panels[(panel * stride + f) * itemsOfPanel + lane] = itemFactors[item * stride + f] as number;
    }
  }
}

function lengthOf(matrix: Float32Array, from: number, stride: number): number {
  let squares = 0;
  for (let at = from; at < from + stride; at++) squares += (matrix[at] as number) ** 2;
  return Math.sqrt(squares);
}

/** The same without WebAssembly, one user after the other. */
function plainTopKAll(
  model: Model<unknown>,
  owned: Pick<Interactions<unknown>, "indptr" | "indices">,
  k: number,
): Ranking {
  const users = model.users.length;
  const items = new Uint32Array(users * k).fill(noItem), scores = new Float32Array(users * k);
  const all = new Float32Array(model.items.length);
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < all.length; item++) all[item] = scoreOf(model, user, item);
    const own = new Set(itemsOf(owned as Interactions<unknown>, user));
    for (const [place, best] of topK(all, k, (item) => own.has(item)).entries()) {
      items[user * k + place] = best.item;
      scores[user * k + place] = best.score;
    }
  }
  return { k, items, scores };
}
