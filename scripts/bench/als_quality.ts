/** How good an engine's factors are, by the same code whichever engine trained them. */
import { itemsOf } from "../../lib/recommend/engine/mod.ts";
import { strideOf } from "../../lib/recommend/engine/kernel.ts";
import { lossOf } from "../../lib/recommend/engine/loss.ts";
import type { Model } from "../../lib/recommend/engine/model.ts";
import { plainKernel } from "../../lib/recommend/engine/plain_kernel.ts";
import { noItem, topKAll } from "../../lib/recommend/engine/top_k_all.ts";
import type { Split } from "./als_data.ts";
import type { AlsJob } from "./als_job.ts";

/** A model from factors without padding. */
export function modelOf(
  { train }: Split,
  job: AlsJob,
  users: Float32Array,
  items: Float32Array,
): Model {
  const stride = strideOf(job.factors);
  const pad = (matrix: Float32Array, rows: number) => {
    const padded = new Float32Array(rows * stride);
    for (let row = 0; row < rows; row++) {
      padded.set(matrix.subarray(row * job.factors, (row + 1) * job.factors), row * stride);
    }
    return padded;
  };
  return {
    users: train.users,
    items: train.items,
    factors: job.factors,
    stride,
    userFactors: pad(users, train.users.length),
    itemFactors: pad(items, train.items.length),
    regularization: job.regularization,
    alpha: job.alpha,
    solver: job.solver,
    iterations: job.iterations,
  };
}

/** Equation 3 of Hu, Koren and Volinsky (2008), in double precision. */
export function lossOfModel({ train }: Split, model: Model): number {
  const { stride, userFactors, itemFactors, alpha, regularization } = model;
  const gramOf = (matrix: Float32Array, rows: number) => {
    const gram = new Float64Array(stride * stride);
    plainKernel.gramBlock(matrix, 0, rows, stride, gram, new Uint8Array());
    return gram;
  };
  const rows = {
    indptr: train.indptr,
    indices: train.indices,
    weights: train.values.map((rating) => alpha * rating),
  };
  const ofEntries = plainKernel.lossOfEntries(
    rows,
    0,
    train.users.length,
    userFactors,
    itemFactors,
    stride,
  );
  return lossOf(
    gramOf(userFactors, train.users.length),
    gramOf(itemFactors, train.items.length),
    Float64Array.of(ofEntries),
    stride,
    regularization,
  );
}

/**
 * nDCG@k over the users with something held out: the sum of 1 / log₂(rank + 1) over the held-out items
 * among the first k, as a share of the most that the user's held-out items could give.
 */
export async function ndcgOfModel({ train, heldOut }: Split, model: Model, k: number) {
  const ranking = await topKAll(model, train, k);
  let total = 0, tested = 0;
  for (let user = 0; user < train.users.length; user++) {
    const relevant = new Set(itemsOf(heldOut, user));
    if (relevant.size === 0) continue;
    let gain = 0, ideal = 0;
    for (let place = 0; place < k; place++) {
      const item = ranking.items[user * k + place] ?? noItem;
      if (relevant.has(item)) gain += 1 / Math.log2(place + 2);
      if (place < relevant.size) ideal += 1 / Math.log2(place + 2);
    }
    total += gain / ideal;
    tested++;
  }
  return total / Math.max(tested, 1);
}
