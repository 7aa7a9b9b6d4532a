/** What the inner loops do, whether in WebAssembly or in TypeScript. */
import type { Roots } from "./whitening.ts";

/**
 * The inner loops of the engine, of which there are two makes: WebAssembly with SIMD
 * (`wasm_kernel.ts`) and plain TypeScript (`plain_kernel.ts`, the one to read).
 *
 * Matrices of factors have `stride` floats a row, a multiple of 16 of which those after the last factor
 * are zero.
 */

/**
 * A sparse matrix as compressed rows; `weights` is c − 1, that is α r (Hu, Koren and Volinsky 2008), or of
 * explicit feedback the rating r.
 */
export interface WeightedRows {
  readonly indptr: Uint32Array;
  readonly indices: Uint32Array;
  readonly weights: Float32Array;
}

/** The fixed factors in coordinates where their Gram matrix is the identity: see `whitening.ts`. */
export interface White {
  readonly factors: Float32Array;
  readonly roots: Roots;
}

/** The inner loops. Arrays must be views of the memory that the kernel was made for. */
export interface Kernel {
  /** YᵀY of the rows [from, to) into `out`, the upper triangle. */
  gramBlock(
    factors: Float32Array,
    from: number,
    to: number,
    stride: number,
    out: Float64Array,
    scratch: Uint8Array,
  ): void;

  /**
   * The sum of `count` blocks in their order, with the regularization added to the diagonal (1 beyond
   * the factors): in double precision into `wideOut`, in single into `out`.
   */
  gramSum(
    blocks: Float64Array,
    count: number,
    stride: number,
    factors: number,
    regularization: number,
    wideOut: Float64Array,
    out: Float32Array,
  ): void;

  /**
   * The rows [from, to) of factors in coordinates where their Gram matrix is the identity. Only a
   * kernel that has this is given `white` elsewhere.
   */
  readonly whiten?: (
    factors: Float32Array,
    from: number,
    to: number,
    stride: number,
    white: White,
  ) => void;

  /** Improves the rows [from, to) of `solved` by steps of conjugate gradient. */
  solveCg(
    rows: WeightedRows,
    from: number,
    to: number,
    solved: Float32Array,
    fixed: Float32Array,
    gram: Float32Array,
    stride: number,
    steps: number,
    scratch: Uint8Array,
    white?: White,
  ): void;

  /** Solves the rows [from, to) exactly. Returns −1, or the row whose equations have no safe solution. */
  solveCholesky(
    rows: WeightedRows,
    from: number,
    to: number,
    solved: Float32Array,
    fixed: Float32Array,
    gram: Float32Array,
    wideGram: Float64Array,
    stride: number,
    scratch: Uint8Array,
    white?: White,
  ): number;

  /**
   * Solves the rows [from, to) of explicit ratings exactly, with λ times the number of the row's
   * ratings; `weights` are the ratings. Returns as `solveCholesky` does.
   */
  solveExplicit(
    rows: WeightedRows,
    from: number,
    to: number,
    solved: Float32Array,
    fixed: Float32Array,
    regularization: number,
    stride: number,
    scratch: Uint8Array,
  ): number;

  /** Σ c (1 − x · y)² − (x · y)² over the entries of the rows [from, to): see `loss.ts`. */
  lossOfEntries(
    rows: WeightedRows,
    from: number,
    to: number,
    users: Float32Array,
    items: Float32Array,
    stride: number,
  ): number;
}

/** The floats in a row of a matrix of factors. */
export function strideOf(factors: number): number {
  return Math.ceil(factors / 16) * 16;
}

/** The bytes that the WebAssembly functions need for themselves, whichever is called. */
export function scratchBytes(stride: number): number {
  const gram = 32 * stride * 8;
  const conjugateGradient = 4 * stride * 4 + 64 * 4 + 64;
  const cholesky = (stride + 64 + 4) * stride * 4 + (stride + 1) * stride * 8;
  const dual = (2 * stride + 3) * stride * 4;
  return Math.max(gram, conjugateGradient, cholesky, dual) + 256;
}
