/** The equations of one row, in double precision: to solve exactly and to explain. */

/** A symmetric positive definite matrix as UᵀU; `u` is upper triangular, row by row. */
export interface Cholesky {
  readonly n: number;
  readonly u: Float64Array;
}

/** A pivot that lost more than this of its entry has no digits left. */
const leastPivot = 1e-12;

/**
 * Factorizes the matrix in the upper triangle of `a`, in place.
 *
 * @returns the factorization, or undefined if the matrix is not safely positive definite
 */
export function factorize(a: Float64Array, n: number): Cholesky | undefined {
  const get = (row: number, column: number) => a[row * n + column] as number;
  for (let i = 0; i < n; i++) {
    const before = get(i, i);
    for (let k = 0; k < i; k++) {
      const factor = get(k, i);
      for (let j = i; j < n; j++) a[i * n + j] = get(i, j) - factor * get(k, j);
    }
    if (!(get(i, i) > leastPivot * before)) return undefined;
    const root = Math.sqrt(get(i, i));
    for (let j = i; j < n; j++) a[i * n + j] = get(i, j) / root;
  }
  return { n, u: a };
}

/** z with Uᵀz = b: half of the solution. */
export function halfSolve({ n, u }: Cholesky, b: ArrayLike<number>): Float64Array {
  const z = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let value = b[i] as number;
    for (let k = 0; k < i; k++) value -= (u[k * n + i] as number) * (z[k] as number);
    z[i] = value / (u[i * n + i] as number);
  }
  return z;
}

/** x with UᵀU x = b. */
export function solve(cholesky: Cholesky, b: ArrayLike<number>): Float64Array {
  const { n, u } = cholesky;
  const x = halfSolve(cholesky, b);
  for (let i = n - 1; i >= 0; i--) {
    let value = x[i] as number;
    for (let j = i + 1; j < n; j++) value -= (u[i * n + j] as number) * (x[j] as number);
    x[i] = value / (u[i * n + i] as number);
  }
  return x;
}

/** The entries of one row: their columns and weights c − 1, or ratings r of explicit feedback. */
export interface WeightedRow {
  readonly indices: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

/**
 * Builds the equations of a row: A = gram + Σ (c − 1) y yᵀ and b = Σ c y, equations 4 and 5.
 *
 * @param gram YᵀY + λI, n by n
 * @param fixed Y, `stride` floats a row of which the first n count
 */
export function normalEquations(
  { indices, weights }: WeightedRow,
  fixed: Float32Array,
  stride: number,
  gram: Float64Array,
  n: number,
): { a: Float64Array; b: Float64Array } {
  return addEntries({ indices, weights }, fixed, stride, gram.slice(), n, (w) => [w, 1 + w]);
}

/**
 * Builds the equations of a row of explicit ratings: A = Σ y yᵀ + λ n I and b = Σ r y over its n ratings
 * (Zhou, Wilkinson, Schreiber and Pan 2008, section 3.2).
 *
 * @param fixed the other side's factors, `stride` floats a row of which the first n count
 */
export function explicitEquations(
  row: WeightedRow,
  fixed: Float32Array,
  stride: number,
  regularization: number,
  n: number,
): { a: Float64Array; b: Float64Array } {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) a[i * n + i] = regularization * row.indices.length;
  return addEntries(row, fixed, stride, a, n, (rating) => [1, rating]);
}

/** Adds the products of the entries to `a`, in place; `shares` says how much goes to `a` and `b`. */
function addEntries(
  { indices, weights }: WeightedRow,
  fixed: Float32Array,
  stride: number,
  a: Float64Array,
  n: number,
  shares: (weight: number) => readonly [a: number, b: number],
): { a: Float64Array; b: Float64Array } {
  const b = new Float64Array(n);
  for (let entry = 0; entry < indices.length; entry++) {
    const y = fixed.subarray((indices[entry] as number) * stride);
    const [w, c] = shares(weights[entry] as number);
    for (let i = 0; i < n; i++) {
      const yi = y[i] as number;
      b[i] = (b[i] as number) + c * yi;
      for (let j = i; j < n; j++) {
        a[i * n + j] = (a[i * n + j] as number) + w * yi * (y[j] as number);
      }
    }
  }
  return { a, b };
}
