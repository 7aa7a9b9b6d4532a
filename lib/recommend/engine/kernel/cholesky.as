import { ENTRIES_OF_CHUNK } from "./sizes";
import { axpy, dot, madd } from "./vectors";

/** A pivot that lost more than this of its entry has too few digits left in single precision. */
const LEFT_IN_SINGLE: f32 = 1e-2;
/** Likewise in double precision, where the row is refused. */
const LEFT_IN_DOUBLE: f64 = 1e-12;

/**
 * Solves the rows [from, to) exactly, equations 4 and 5: with the upper triangle of
 * A = gram + Σ (c − 1) y y' as U'U. A row whose factorization loses its digits in single precision is
 * done again in double. Returns −1, or the row whose matrix is not positive definite even then.
 */
export function solveCholesky(
  indptr: usize,
  indices: usize,
  weights: usize,
  from: u32,
  to: u32,
  solved: usize,
  fixed: usize,
  gram: usize,
  wideGram: usize,
  stride: u32,
  scratch: usize,
): i32 {
  const bytes: usize = <usize>stride << 2;
  const a = scratch, z = a + stride * bytes, b = z + ENTRIES_OF_CHUNK * bytes;
  const wide = b + 4 * bytes;
  for (let row = from; row < to; row++) {
    const x = solved + <usize>row * bytes;
    const first = load<u32>(indptr + (<usize>row << 2));
    const last = load<u32>(indptr + (<usize>row << 2), 4);
    if (first === last) {
      memory.fill(x, 0, bytes);
      continue;
    }
    memory.copy(a, gram, stride * bytes);
    memory.fill(b, 0, bytes);
    for (let chunk = first; chunk < last; chunk += ENTRIES_OF_CHUNK) {
      const count: u32 = min(ENTRIES_OF_CHUNK, last - chunk);
      gather(indices, weights, chunk, count, fixed, z, b, bytes);
      addProducts(a, z, count, bytes);
    }
    if (factorize(a, gram, stride, bytes)) {
      substitute(a, b, x, b + bytes, stride, bytes);
    } else if (!solveWide(indices, weights, first, last, x, fixed, wideGram, stride, wide)) {
      return row;
    }
  }
  return -1;
}

/** Rows of √w y into z, and b += Σ (1 + w) y. */
function gather(
  indices: usize,
  weights: usize,
  first: u32,
  count: u32,
  fixed: usize,
  z: usize,
  b: usize,
  bytes: usize,
): void {
  for (let n: u32 = 0; n < count; n++) {
    const y = fixed + <usize>load<u32>(indices + (<usize>(first + n) << 2)) * bytes;
    const w = load<f32>(weights + (<usize>(first + n) << 2));
    const root = f32x4.splat(sqrt<f32>(w)), confidence = f32x4.splat(1 + w);
    for (let at: usize = 0; at < bytes; at += 16) {
      const value = v128.load(y + at);
      v128.store(z + at, f32x4.mul(root, value));
      v128.store(b + at, madd(v128.load(b + at), confidence, value));
    }
    z += bytes;
  }
}

/** The upper triangle of a += Σ z z', in tiles of 4 × 8 that stay in registers. */
function addProducts(a: usize, z: usize, count: u32, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    for (let j: usize = i & ~31; j < bytes; j += 32) addTile(a, z, count, i, j, bytes);
  }
}

function addTile(a: usize, z: usize, count: u32, i: usize, j: usize, bytes: usize): void {
  tile(a, z, count, i, j, bytes, false);
}

function subtractTile(a: usize, z: usize, count: u32, i: usize, j: usize, bytes: usize): void {
  tile(a, z, count, i, j, bytes, true);
}

// @ts-ignore: decorator
@inline
function add(a: v128, b: v128, c: v128, minus: bool): v128 {
  return minus ? f32x4.sub(a, f32x4.mul(b, c)) : f32x4.add(a, f32x4.mul(b, c));
}

// @ts-ignore: decorator
@inline
function tile(
  a: usize,
  z: usize,
  count: u32,
  i: usize,
  j: usize,
  bytes: usize,
  minus: bool,
): void {
  const r0 = a + (i >> 2) * bytes + j, r1 = r0 + bytes, r2 = r1 + bytes, r3 = r2 + bytes;
  let a0 = v128.load(r0), b0 = v128.load(r0, 16);
  let a1 = v128.load(r1), b1 = v128.load(r1, 16);
  let a2 = v128.load(r2), b2 = v128.load(r2, 16);
  let a3 = v128.load(r3), b3 = v128.load(r3, 16);
  let left = z + i, right = z + j;
  for (let n: u32 = 0; n < count; n++) {
    const p = v128.load(right), q = v128.load(right, 16);
    let s = v128.load32_splat(left);
    a0 = add(a0, s, p, minus);
    b0 = add(b0, s, q, minus);
    s = v128.load32_splat(left, 4);
    a1 = add(a1, s, p, minus);
    b1 = add(b1, s, q, minus);
    s = v128.load32_splat(left, 8);
    a2 = add(a2, s, p, minus);
    b2 = add(b2, s, q, minus);
    s = v128.load32_splat(left, 12);
    a3 = add(a3, s, p, minus);
    b3 = add(b3, s, q, minus);
    left += bytes;
    right += bytes;
  }
  v128.store(r0, a0);
  v128.store(r0, b0, 16);
  v128.store(r1, a1);
  v128.store(r1, b1, 16);
  v128.store(r2, a2);
  v128.store(r2, b2, 16);
  v128.store(r3, a3);
  v128.store(r3, b3, 16);
}

/**
 * A = U'U in place, four rows at a time: what the rows above contribute is taken off in tiles, then
 * the four are reduced among themselves. The diagonal of the result holds 1 / u. Returns false if a
 * pivot is too small against the diagonal that it came from, which is at least the Gram matrix's.
 */
function factorize(a: usize, gram: usize, stride: u32, bytes: usize): bool {
  for (let block: u32 = 0; block < stride; block += 4) {
    const i: usize = <usize>block << 2;
    // The diagonal before, to judge the pivots by.
    const d0 = load<f32>(a + block * bytes + i);
    const d1 = load<f32>(a + (block + 1) * bytes + i, 4);
    const d2 = load<f32>(a + (block + 2) * bytes + i, 8);
    const d3 = load<f32>(a + (block + 3) * bytes + i, 12);
    for (let j = i & ~31; j < bytes; j += 32) subtractTile(a, a, block, i, j, bytes);
    if (!reduce(a, block, 0, d0, bytes)) return false;
    if (!reduce(a, block, 1, d1, bytes)) return false;
    if (!reduce(a, block, 2, d2, bytes)) return false;
    if (!reduce(a, block, 3, d3, bytes)) return false;
  }
  return true;
}

/** Row block + n: takes off the n rows before it in its four, and divides by the pivot's root. */
function reduce(a: usize, block: u32, n: u32, before: f32, bytes: usize): bool {
  const row = a + (block + n) * bytes;
  const own: usize = <usize>(block + n) << 2, start: usize = <usize>block << 2;
  for (let other: u32 = 0; other < n; other++) {
    const above = a + (block + other) * bytes;
    axpy(row + start, -load<f32>(above + own), above + start, bytes - start);
  }
  const pivot = load<f32>(row + own);
  if (!(pivot > LEFT_IN_SINGLE * before)) return false;
  const inverse: f32 = 1 / sqrt<f32>(pivot);
  const scale = f32x4.splat(inverse);
  for (let at = start; at < bytes; at += 16) {
    v128.store(row + at, f32x4.mul(v128.load(row + at), scale));
  }
  store<f32>(row + own, inverse);
  return true;
}

/** x with U'U x = b. Destroys b. */
function substitute(u: usize, b: usize, x: usize, z: usize, stride: u32, bytes: usize): void {
  for (let k: u32 = 0; k < stride; k++) {
    const row = u + k * bytes, own: usize = <usize>k << 2;
    const value = load<f32>(b + own) * load<f32>(row + own);
    store<f32>(z + own, value);
    const start = own & ~15; // lanes before k are spoilt, and no longer needed
    axpy(b + start, -value, row + start, bytes - start);
  }
  memory.fill(x, 0, bytes); // so that what stands below the diagonal counts for nothing
  for (let k: i32 = <i32>stride - 1; k >= 0; k--) {
    const row = u + k * bytes, own: usize = <usize>k << 2;
    const start = own & ~63;
    const rest = dot(row + start, x + start, bytes - start);
    store<f32>(x + own, (load<f32>(z + own) - rest) * load<f32>(row + own));
  }
}

/** The same row in double precision, plainly. */
function solveWide(
  indices: usize,
  weights: usize,
  first: u32,
  last: u32,
  x: usize,
  fixed: usize,
  gram: usize,
  n: u32,
  scratch: usize,
): bool {
  const a = scratch, b = a + ((<usize>n * n) << 3);
  memory.copy(a, gram, (<usize>n * n) << 3);
  memory.fill(b, 0, <usize>n << 3);
  for (let entry = first; entry < last; entry++) {
    const y = fixed + ((<usize>load<u32>(indices + (<usize>entry << 2)) * n) << 2);
    const w: f64 = load<f32>(weights + (<usize>entry << 2));
    for (let i: u32 = 0; i < n; i++) {
      const yi: f64 = load<f32>(y + (<usize>i << 2));
      add64(b, i, (1 + w) * yi);
      for (let j = i; j < n; j++) add64(a, i * n + j, w * yi * load<f32>(y + (<usize>j << 2)));
    }
  }
  for (let i: u32 = 0; i < n; i++) {
    const before = get(a, i * n + i);
    for (let k: u32 = 0; k < i; k++) {
      const factor = get(a, k * n + i);
      for (let j = i; j < n; j++) add64(a, i * n + j, -factor * get(a, k * n + j));
    }
    const pivot = get(a, i * n + i);
    if (!(pivot > LEFT_IN_DOUBLE * before)) return false;
    const inverse = 1 / sqrt<f64>(pivot);
    for (let j = i; j < n; j++) set(a, i * n + j, get(a, i * n + j) * inverse);
    let value = get(b, i);
    for (let k: u32 = 0; k < i; k++) value -= get(a, k * n + i) * get(b, k);
    set(b, i, value * inverse);
  }
  for (let i: i32 = <i32>n - 1; i >= 0; i--) {
    let value = get(b, i);
    for (let j: u32 = i + 1; j < n; j++) value -= get(a, i * n + j) * get(b, j);
    set(b, i, value / get(a, i * n + i));
    store<f32>(x + (<usize>i << 2), <f32>get(b, i));
  }
  return true;
}

// @ts-ignore: decorator
@inline
function get(base: usize, at: u32): f64 {
  return load<f64>(base + (<usize>at << 3));
}

// @ts-ignore: decorator
@inline
function set(base: usize, at: u32, value: f64): void {
  store<f64>(base + (<usize>at << 3), value);
}

// @ts-ignore: decorator
@inline
function add64(base: usize, at: u32, value: f64): void {
  set(base, at, get(base, at) + value);
}
