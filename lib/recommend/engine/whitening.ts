/** Coordinates in which the equations of the rows are cheaper to solve. */
import { factorize } from "./normal_equations.ts";
import type { Solver } from "./options.ts";

/**
 * The way into coordinates where the Gram matrix G = UᵀU of the fixed factors is the identity, and back:
 * y becomes v = U⁻ᵀy, a solution x becomes Ux, and every score x · y stays what it is. A row's matrix
 * G + Yᵀ(C − I)Y becomes I + Vᵀ(C − I)V, which is the identity but for as many directions as the row has
 * entries: good for conjugate gradient, and small in the dual.
 */
export interface Roots {
  /** U⁻¹, n by n. */
  readonly inverse: Float64Array;
  /** Uᵀ, which takes a row of solutions there: xᵀUᵀ. */
  readonly into: Float32Array;
  /** U⁻ᵀ, which takes it back. */
  readonly back: Float32Array;
}

/** A pivot that lost more than this of its entry makes U⁻¹ too large for single precision. */
const leastPivot = 1e-5;

/**
 * Computes the roots of a Gram matrix.
 *
 * @returns false if the matrix is too nearly singular for single precision
 */
export function setRoots(roots: Roots, gram: Float64Array, n: number): boolean {
  const u = factorize(gram.slice(), n)?.u;
  if (!u) return false;
  const { inverse, into, back } = roots;
  for (let j = 0; j < n; j++) {
    const pivot = u[j * n + j] as number;
    if (!(pivot * pivot > leastPivot * (gram[j * n + j] as number))) return false;
    inverse[j * n + j] = 1 / pivot;
    for (let i = j - 1; i >= 0; i--) {
      let total = 0;
      for (let k = i + 1; k <= j; k++) {
        total -= (u[i * n + k] as number) * (inverse[k * n + j] as number);
      }
      inverse[i * n + j] = total / (u[i * n + i] as number);
    }
    for (let i = 0; i <= j; i++) {
      into[j * n + i] = u[i * n + j] as number;
      back[j * n + i] = inverse[i * n + j] as number;
    }
  }
  return true;
}

/**
 * Whether solving in white coordinates saves more multiplications than it costs.
 *
 * @param counts the entries of the rows to solve
 * @param fixedRows the rows of the fixed factors, which are all taken there
 */
export function whiteningPays(
  { solver, cgSteps, stride }: { solver: Solver; cgSteps: number; stride: number },
  counts: Uint32Array,
  fixedRows: number,
): boolean {
  const product = stride * stride, there = 1.5 * product;
  const savedBy = (n: number) => {
    if (n === 0) return 0;
    if (solver === "cg") return (cgSteps + 1) * product - there;
    if (n > stride) return 0; // the primal is as fast
    const primal = n * product / 2 + stride ** 3 / 6;
    return primal - (n * n * stride / 2 + n ** 3 / 6 + 2 * n * stride + there);
  };
  const saved = counts.reduce((sum, n) => sum + savedBy(n), 0);
  const roots = 8 * stride ** 3; // by every thread, without SIMD
  return saved > 2 * fixedRows * product + roots;
}
