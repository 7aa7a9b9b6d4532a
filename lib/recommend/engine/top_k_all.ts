/** The best items of every user, on one thread or many. */
import { isWhole } from "../../base/is_whole.ts";
import { itemsOf, type Ratings } from "./interactions.ts";
import { topK } from "./top_k.ts";
import { evenBlocks } from "./blocks.ts";
import { Layout, view } from "./layout.ts";
import { scoreOf, type Trained } from "./model.ts";
import { rank, type RankingPlan } from "./ranking.ts";
import { runWorkers } from "./run_workers.ts";
import { support } from "./support.ts";
import { alone, controlWords } from "./team.ts";
import { instantiate, kernelMemory } from "./wasm_kernel.ts";

/** What stands in `items` where a user has no further item. */
export const noItem = 0xffffffff;

/** The best items of some users. */
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
  /** What the users of one part take up, if these are not fewer than the kernel reads. Default: 64 MB. */
  readonly part_bytes?: number;
}

/** The best items of the users [from, to); the arrays are valid until the next part. */
export interface RankingPart extends Ranking {
  readonly from: number;
  readonly to: number;
}

/** Whose items they are, by row. */
type Owned = Pick<Ratings, "indptr" | "indices" | "users" | "items">;

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
  model: Trained,
  owned: Owned,
  k: number,
  options: RankingOptions = {},
): Promise<Ranking> {
  const items = new Uint32Array(model.users.length * k);
  const scores = new Float32Array(items.length);
  for await (const part of topKInParts(model, owned, k, options)) {
    items.set(part.items, part.from * k);
    scores.set(part.scores, part.from * k);
  }
  return { k, items, scores };
}

/** The same, some users after the others, so that it takes little memory however many there are. */
export async function* topKInParts(
  model: Trained,
  owned: Owned,
  k: number,
  options: RankingOptions = {},
): AsyncGenerator<RankingPart> {
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
  const { stride } = model;
  const { part_bytes = 1 << 26 } = options;
  const room = Math.floor(part_bytes / (4 * (stride + 1 + 2 * k)));
  const size = Math.min(Math.max(padding, room - room % padding), users);
  const { module, reason } = support();
  if (options.kernel === "plain" || !module) {
    options.onFallback?.(reason ?? "plain TypeScript was asked for");
    for (let from = 0; from < users; from += size) {
      yield plainPart(model, owned, k, from, Math.min(from + size, users));
    }
    return;
  }
  const wanted = options.threads ??
    (users * items * stride < littleWork ? 1 : navigator.hardwareConcurrency);
  const blocks = evenBlocks(size, Infinity, Math.min(usersOfBlock, Math.max(padding, size)));
  const threads = Math.max(1, Math.min(wanted, blocks.length - 1));

  const layout = new Layout();
  const panelCount = Math.ceil(items / itemsOfPanel);
  const whole: RankingPlan = {
    stride,
    k,
    panelCount,
    indptr: layout.add("u32", size + 1),
    indices: layout.add("u32", mostEntries(owned, size)),
    users: layout.add("f32", (size + padding) * stride),
    userNorms: layout.add("f32", size + padding),
    panels: layout.add("f32", panelCount * itemsOfPanel * stride),
    panelNorms: layout.add("f32", panelCount),
    itemOf: layout.add("u32", panelCount * itemsOfPanel),
    outItems: layout.add("u32", size * k),
    outScores: layout.add("f32", size * k),
    blocks,
    scratch: Array.from({ length: threads }, () => layout.add("u8", 1024)),
    control: layout.add("i32", controlWords(1)),
  };
  const memory = kernelMemory(layout.bytes, "rank", "fewer factors");
  const { buffer } = memory;
  packItems(model, buffer, whole);
  for (let from = 0; from < users; from += size) {
    const to = Math.min(from + size, users), count = to - from;
    const plan = { ...whole, blocks: blocks.map((row) => Math.min(row, count)) };
    packUsers(model, owned, buffer, plan, from, to);
    if (threads === 1) {
      rank(instantiate(module, memory), buffer, plan, alone);
    } else {
      view(buffer, plan.control).fill(0);
      const { worker, stall_ms } = options;
      const job = { module, memory, work: { kind: "rank", plan } as const };
      await runWorkers(job, { threads, worker, stall_ms });
    }
    yield {
      k,
      from,
      to,
      items: view(buffer, plan.outItems).subarray(0, count * k),
      scores: view(buffer, plan.outScores).subarray(0, count * k),
    };
  }
}

/** The most entries that so many rows in a row have. */
function mostEntries({ users, indptr }: Owned, size: number): number {
  let most = 0;
  for (let from = 0; from < users.length; from += size) {
    const to = Math.min(from + size, users.length);
    most = Math.max(most, (indptr[to] as number) - (indptr[from] as number));
  }
  return most;
}

/**
 * The users of a part: what they have, their vectors, and the lengths of these and a little more, so that
 * no rounding makes a bound too low.
 */
function packUsers(
  { stride, userFactors }: Trained,
  { indptr, indices }: Owned,
  buffer: ArrayBufferLike,
  plan: RankingPlan,
  from: number,
  to: number,
): void {
  const first = indptr[from] as number;
  const pointers = view(buffer, plan.indptr), norms = view(buffer, plan.userNorms);
  view(buffer, plan.indices).set(indices.subarray(first, indptr[to]));
  view(buffer, plan.users).set(userFactors.subarray(from * stride, to * stride));
  const margin = 1 + 4e-7 * (stride + 4);
  for (let user = from; user < to; user++) {
    pointers[user - from] = (indptr[user] as number) - first;
    norms[user - from] = lengthOf(userFactors, user * stride, stride) * margin;
  }
  pointers[to - from] = (indptr[to] as number) - first;
  view(buffer, plan.outScores).fill(0);
}

/** The items in panels, the longest vectors first, which makes thresholds rise early. */
function packItems(
  { items, stride, itemFactors }: Trained,
  buffer: ArrayBufferLike,
  plan: RankingPlan,
): void {
  const panels = view(buffer, plan.panels), panelNorms = view(buffer, plan.panelNorms);
  const itemOf = view(buffer, plan.itemOf).fill(noItem);
  const lengths = new Float64Array(items.length), order = new Uint32Array(items.length);
  for (let item = 0; item < items.length; item++) {
    lengths[item] = lengthOf(itemFactors, item * stride, stride);
    order[item] = item;
  }
  order.sort((a, b) => (lengths[b] as number) - (lengths[a] as number) || a - b);
  for (let place = 0; place < order.length; place++) {
    const item = order[place] as number;
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
function plainPart(
  model: Trained,
  owned: Owned,
  k: number,
  from: number,
  to: number,
): RankingPart {
  const items = new Uint32Array((to - from) * k).fill(noItem);
  const scores = new Float32Array(items.length);
  const all = new Float32Array(model.items.length);
  for (let user = from; user < to; user++) {
    for (let item = 0; item < all.length; item++) all[item] = scoreOf(model, user, item);
    const own = new Set(itemsOf(owned, user));
    for (const [place, best] of topK(all, k, (item) => own.has(item)).entries()) {
      items[(user - from) * k + place] = best.item;
      scores[(user - from) * k + place] = best.score;
    }
  }
  return { k, from, to, items, scores };
}
