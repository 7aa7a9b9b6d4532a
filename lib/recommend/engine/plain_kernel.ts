/** The inner loops in plain TypeScript, the witness beside the compiled ones. */
import type { Kernel, WeightedRows } from "./kernel.ts";
import {
  explicitEquations,
  factorize,
  normalEquations,
  solve,
  type WeightedRow,
} from "./normal_equations.ts";

/**
 * The kernel in plain TypeScript: the version to read, and the one that runs where WebAssembly SIMD,
 * shared memory or workers are missing. It takes two to three times as long.
 */
export const plainKernel: Kernel = {
  gramBlock(factors, from, to, stride, out) {
    out.fill(0);
    for (let row = from; row < to; row++) {
      const y = factors.subarray(row * stride, (row + 1) * stride);
      for (let i = 0; i < stride; i++) {
        const yi = y[i] as number;
        if (yi === 0) continue; // padding
        for (let j = i; j < stride; j++) add(out, i * stride + j, yi * (y[j] as number));
      }
    }
  },

  gramSum(blocks, count, stride, factors, regularization, wideOut, out) {
    const size = stride * stride;
    for (let i = 0; i < stride; i++) {
      for (let j = i; j < stride; j++) {
        let total = i === j ? (i < factors ? regularization : 1) : 0;
        for (let block = 0; block < count; block++) {
          total += blocks[block * size + i * stride + j] as number;
        }
        for (const at of [i * stride + j, j * stride + i]) wideOut[at] = out[at] = total;
      }
    }
  },

  solveCg(rows, from, to, solved, fixed, gram, stride, steps) {
    const p = new Float32Array(stride), ap = new Float32Array(stride), r = new Float32Array(stride);
    for (let row = from; row < to; row++) {
      const x = solved.subarray(row * stride, (row + 1) * stride);
      if (rows.indptr[row] === rows.indptr[row + 1]) {
        x.fill(0);
        continue;
      }
      // r = b − A x. Every product with A = gram + Yᵀ(C − I)Y is taken without forming A.
      multiply(gram, x, r, stride);
      for (let f = 0; f < stride; f++) r[f] = -(r[f] as number);
      eachEntry(rows, row, fixed, stride, (y, w) => axpy(r, 1 + w * (1 - dot(y, x)), y));
      p.set(r);
      let residual = dot(r, r);
      for (let step = 1; step <= steps && residual >= 1e-20; step++) {
        multiply(gram, p, ap, stride);
        eachEntry(rows, row, fixed, stride, (y, w) => axpy(ap, w * dot(y, p), y));
        const length = residual / dot(p, ap);
        axpy(x, length, p);
        axpy(r, -length, ap);
        const before = residual;
        residual = dot(r, r);
        for (let f = 0; f < stride; f++) {
          p[f] = (r[f] as number) + residual / before * (p[f] as number);
        }
      }
    }
  },

  solveCholesky(rows, from, to, solved, fixed, _gram, wideGram, stride) {
    return solveEach(
      rows,
      from,
      to,
      solved,
      stride,
      (own) => normalEquations(own, fixed, stride, wideGram, stride),
    );
  },

  solveExplicit(rows, from, to, solved, fixed, regularization, stride) {
    return solveEach(
      rows,
      from,
      to,
      solved,
      stride,
      (own) => explicitEquations(own, fixed, stride, regularization, stride),
    );
  },

  lossOfEntries(rows, from, to, users, items, stride) {
    let loss = 0;
    for (let row = from; row < to; row++) {
      const x = users.subarray(row * stride, (row + 1) * stride);
      eachEntry(rows, row, items, stride, (y, w) => {
        const score = dot(x, y);
        loss += (1 + w) * (1 - score) ** 2 - score ** 2;
      });
    }
    return loss;
  },
};

/**
 * Solves the equations of each row by Cholesky's factorization; of a row without entries the solution is 0.
 *
 * @returns the first row whose equations have none, or -1
 */
function solveEach(
  { indptr, indices, weights }: WeightedRows,
  from: number,
  to: number,
  solved: Float32Array,
  stride: number,
  equationsOf: (own: WeightedRow) => ReturnType<typeof normalEquations>,
): number {
  for (let row = from; row < to; row++) {
    const x = solved.subarray(row * stride, (row + 1) * stride);
    const first = indptr[row] as number, last = indptr[row + 1] as number;
    if (first === last) {
      x.fill(0);
      continue;
    }
    const { a, b } = equationsOf({
      indices: indices.subarray(first, last),
      weights: weights.subarray(first, last),
    });
    const cholesky = factorize(a, stride);
    if (!cholesky) return row;
    x.set(solve(cholesky, b));
  }
  return -1;
}

function eachEntry(
  { indptr, indices, weights }: WeightedRows,
  row: number,
  fixed: Float32Array,
  stride: number,
  visit: (y: Float32Array, weight: number) => void,
): void {
  for (let entry = indptr[row] as number; entry < (indptr[row + 1] as number); entry++) {
    const at = (indices[entry] as number) * stride;
    visit(fixed.subarray(at, at + stride), weights[entry] as number);
  }
}

function multiply(gram: Float32Array, v: Float32Array, out: Float32Array, stride: number): void {
  for (let i = 0; i < stride; i++) out[i] = dot(gram.subarray(i * stride, (i + 1) * stride), v);
}

function dot(a: Float32Array, b: Float32Array): number {
  let total = 0;
  for (let f = 0; f < a.length; f++) total += (a[f] as number) * (b[f] as number);
  return total;
}

function axpy(target: Float32Array, scale: number, source: Float32Array): void {
  for (let f = 0; f < target.length; f++) {
    target[f] = (target[f] as number) + scale * (source[f] as number);
  }
}

function add(array: Float64Array, at: number, value: number): void {
  array[at] = (array[at] as number) + value;
}
