import { ENTRIES_OF_CHUNK } from "./sizes";
import { multiplyLower } from "./multiply";
import { madd, sums } from "./vectors";

/** A pivot that lost more than this of its entry has too few digits left in single precision. */
const LEFT_IN_SINGLE: f32 = 1e-3;
/** Likewise in double precision, where the row is refused. */
const LEFT_IN_DOUBLE: f64 = 1e-12;
/** Weights below this one count as it in the dual, which divides by their roots. */
const LEAST_WEIGHT: f32 = 1e-30;

/**
 * Solves the rows [from, to) exactly, equations 4 and 5: with the upper triangle of
 * A = gram + Σ (c − 1) y y' as U'U. A row whose factorization loses its digits in single precision is
 * done again in double. Returns −1, or the row whose matrix is not positive definite even then.
 *
 * With `white`, the fixed factors in the coordinates where the Gram matrix is the identity, and `back`
 * from there, rows of few entries are solved in the dual, which has an unknown for each entry.
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
  white: usize,
  back: usize,
  dualEntries: u32,
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
    if (
      last - first <= dualEntries &&
      solveDual(indices, weights, first, last - first, x, white, back, bytes, scratch)
    ) continue;
    memory.fill(b, 0, bytes);
    for (let chunk = first; chunk < last; chunk += ENTRIES_OF_CHUNK) {
      const count: u32 = min(ENTRIES_OF_CHUNK, last - chunk);
      gather(indices, weights, chunk, count, fixed, z, b, bytes);
      addProducts(chunk === first ? gram : a, a, z, count, bytes);
    }
    if (factorize(a, b, b + bytes, bytes)) {
      substitute(a, b + bytes, x, bytes);
    } else if (!solveWide(indices, weights, first, last, x, fixed, wideGram, stride, wide)) {
      return row;
    }
  }
  return -1;
}

/**
 * Solves the rows [from, to) of explicit ratings exactly: A = Σ y y' + λ n I and b = Σ r y over the n
 * ratings of the row (ALS-WR). Returns −1, or the row whose matrix is not positive definite in double
 * precision either.
 */
export function solveExplicit(
  indptr: usize,
  indices: usize,
  ratings: usize,
  from: u32,
  to: u32,
  solved: usize,
  fixed: usize,
  regularization: f64,
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
    const lambda = regularization * <f64>(last - first);
    memory.fill(a, 0, stride * bytes);
    for (let at: usize = 0; at < bytes; at += 4) {
      store<f32>(a + (at >> 2) * bytes + at, <f32>lambda);
    }
    memory.fill(b, 0, bytes);
    for (let chunk = first; chunk < last; chunk += ENTRIES_OF_CHUNK) {
      const count: u32 = min(ENTRIES_OF_CHUNK, last - chunk);
      gatherRated(indices, ratings, chunk, count, fixed, z, b, bytes);
      addProducts(a, a, z, count, bytes);
    }
    if (factorize(a, b, b + bytes, bytes)) {
      substitute(a, b + bytes, x, bytes);
      continue;
    }
    const size: usize = (<usize>stride * stride) << 3;
    memory.fill(wide, 0, size);
    for (let i: u32 = 0; i < stride; i++) set(wide, i * stride + i, lambda);
    memory.fill(wide + size, 0, <usize>stride << 3);
    addWide(indices, ratings, first, last, fixed, stride, wide, wide + size, true);
    if (!solveInWide(x, stride, wide, wide + size)) return row;
  }
  return -1;
}

/**
 * Solves a row of few entries in the dual. With the rows √w v of Z, in coordinates where the Gram
 * matrix is the identity, (I + Z'Z) x = Z' (c / √w) has the solution x = Z'q with (I + ZZ') q = c / √w,
 * a system of one unknown an entry whose matrix is never nearly singular.
 */
function solveDual(
  indices: usize,
  weights: usize,
  first: u32,
  count: u32,
  x: usize,
  white: usize,
  back: usize,
  bytes: usize,
  scratch: usize,
): bool {
  const narrow: usize = ((<usize>count + 7) & ~7) << 2; // tiles are eight wide
  const k = scratch, z = k + (narrow >> 2) * narrow, b = z + (bytes >> 2) * narrow;
  const q = b + narrow, solution = q + narrow;
  gatherColumns(indices, weights, first, count, white, z, b, bytes, narrow);
  memory.fill(k, 0, (narrow >> 2) * narrow);
  for (let at: usize = 0; at < narrow; at += 4) store<f32>(k + (at >> 2) * narrow + at, 1);
  addProducts(k, k, z, <u32>(bytes >> 2), narrow);
  if (!factorize(k, b, q, narrow)) return false;
  substitute(k, q, b, narrow);
  for (let f: usize = 0; f < bytes; f += 16) {
    const z0 = z + (f >> 2) * narrow, z1 = z0 + narrow, z2 = z1 + narrow, z3 = z2 + narrow;
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let at: usize = 0; at < narrow; at += 16) {
      const v = v128.load(b + at);
      s0 = madd(s0, v, v128.load(z0 + at));
      s1 = madd(s1, v, v128.load(z1 + at));
      s2 = madd(s2, v, v128.load(z2 + at));
      s3 = madd(s3, v, v128.load(z3 + at));
    }
    v128.store(solution + f, sums(s0, s1, s2, s3));
  }
  multiplyLower(solution, back, x, bytes);
  return true;
}

/** √w v of each entry as a column of z, and c / √w into b; columns beyond the last entry are zero. */
function gatherColumns(
  indices: usize,
  weights: usize,
  first: u32,
  count: u32,
  white: usize,
  z: usize,
  b: usize,
  bytes: usize,
  narrow: usize,
): void {
  for (let n: u32 = 0; n < <u32>(narrow >> 2); n += 4) {
    const q0 = entry(indices, first, n, count, white, bytes);
    const q1 = entry(indices, first, n + 1, count, white, bytes);
    const q2 = entry(indices, first, n + 2, count, white, bytes);
    const q3 = entry(indices, first, n + 3, count, white, bytes);
    const place = <usize>n << 2;
    const isThere = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(<i32>count - <i32>n));
    const w = f32x4.max(
      v128.and(v128.load(weights + (<usize>(first + n) << 2)), isThere),
      f32x4.splat(LEAST_WEIGHT),
    );
    const root = f32x4.sqrt(w);
    const c = f32x4.div(f32x4.add(f32x4.splat(1), w), root);
    v128.store(b + place, v128.and(c, isThere));
    const roots = v128.and(root, isThere);
    const w0 = f32x4.splat(f32x4.extract_lane(roots, 0));
    const w1 = f32x4.splat(f32x4.extract_lane(roots, 1));
    const w2 = f32x4.splat(f32x4.extract_lane(roots, 2));
    const w3 = f32x4.splat(f32x4.extract_lane(roots, 3));
    let out = z + place;
    for (let at: usize = 0; at < bytes; at += 16) {
      const y0 = f32x4.mul(w0, v128.load(q0 + at)), y1 = f32x4.mul(w1, v128.load(q1 + at));
      const y2 = f32x4.mul(w2, v128.load(q2 + at)), y3 = f32x4.mul(w3, v128.load(q3 + at));
      const low01 = v128.shuffle<f32>(y0, y1, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(y0, y1, 2, 6, 3, 7);
      const low23 = v128.shuffle<f32>(y2, y3, 0, 4, 1, 5);
      const high23 = v128.shuffle<f32>(y2, y3, 2, 6, 3, 7);
      v128.store(out, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
      v128.store(out + narrow, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
      v128.store(out + 2 * narrow, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
      v128.store(out + 3 * narrow, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
      out += 4 * narrow;
    }
  }
}

/** Where the factors of an entry are; past the end the first entry stands in. */
// @ts-ignore: decorator
@inline
function entry(
  indices: usize,
  first: u32,
  n: u32,
  count: u32,
  white: usize,
  bytes: usize,
): usize {
  return white + <usize>load<u32>(indices + (<usize>(first + (n < count ? n : 0)) << 2)) * bytes;
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

/** Rows of y into z, and b += Σ r y. */
function gatherRated(
  indices: usize,
  ratings: usize,
  first: u32,
  count: u32,
  fixed: usize,
  z: usize,
  b: usize,
  bytes: usize,
): void {
  for (let n: u32 = 0; n < count; n++) {
    const y = fixed + <usize>load<u32>(indices + (<usize>(first + n) << 2)) * bytes;
    const rating = v128.load32_splat(ratings + (<usize>(first + n) << 2));
    for (let at: usize = 0; at < bytes; at += 16) {
      const value = v128.load(y + at);
      v128.store(z + at, value);
      v128.store(b + at, madd(v128.load(b + at), rating, value));
    }
    z += bytes;
  }
}

/** The upper triangle of a = source + Σ z z', in tiles of 4 × 8 that stay in registers. */
function addProducts(source: usize, a: usize, z: usize, count: u32, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    if (i & 16) addNarrowTile(source, a, z, count, i, bytes);
    for (let j = (i + 16) & ~31; j < bytes; j += 32) addTile(source, a, z, count, i, j, bytes);
  }
}

function addTile(
  source: usize,
  a: usize,
  z: usize,
  count: u32,
  i: usize,
  j: usize,
  bytes: usize,
): void {
  tile(source, a, z, count, i, j, bytes, false);
}

function subtractTile(a: usize, count: u32, i: usize, j: usize, bytes: usize): void {
  tile(a, a, a, count, i, j, bytes, true);
}

/** Four by four on the diagonal, where a whole tile would begin left of it. */
function addNarrowTile(
  source: usize,
  a: usize,
  z: usize,
  count: u32,
  i: usize,
  bytes: usize,
): void {
  narrowTile(source, a, z, count, i, bytes, false);
}

function subtractNarrowTile(a: usize, count: u32, i: usize, bytes: usize): void {
  narrowTile(a, a, a, count, i, bytes, true);
}

// @ts-ignore: decorator
@inline
function add(a: v128, b: v128, c: v128, minus: bool): v128 {
  return minus ? f32x4.sub(a, f32x4.mul(b, c)) : f32x4.add(a, f32x4.mul(b, c));
}

// @ts-ignore: decorator
@inline
function tile(
  source: usize,
  a: usize,
  z: usize,
  count: u32,
  i: usize,
  j: usize,
  bytes: usize,
  minus: bool,
): void {
  const own = (i >> 2) * bytes + j;
  const s0 = source + own, s1 = s0 + bytes, s2 = s1 + bytes, s3 = s2 + bytes;
  const r0 = a + own, r1 = r0 + bytes, r2 = r1 + bytes, r3 = r2 + bytes;
  let a0 = v128.load(s0), b0 = v128.load(s0, 16);
  let a1 = v128.load(s1), b1 = v128.load(s1, 16);
  let a2 = v128.load(s2), b2 = v128.load(s2, 16);
  let a3 = v128.load(s3), b3 = v128.load(s3, 16);
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

// @ts-ignore: decorator
@inline
function narrowTile(
  source: usize,
  a: usize,
  z: usize,
  count: u32,
  i: usize,
  bytes: usize,
  minus: bool,
): void {
  const own = (i >> 2) * bytes + i, s0 = source + own, r0 = a + own;
  let a0 = v128.load(s0), a1 = v128.load(s0 + bytes);
  let a2 = v128.load(s0 + 2 * bytes), a3 = v128.load(s0 + 3 * bytes);
  let at = z + i;
  for (let n: u32 = 0; n < count; n++) {
    const p = v128.load(at);
    a0 = add(a0, v128.load32_splat(at), p, minus);
    a1 = add(a1, v128.load32_splat(at, 4), p, minus);
    a2 = add(a2, v128.load32_splat(at, 8), p, minus);
    a3 = add(a3, v128.load32_splat(at, 12), p, minus);
    at += bytes;
  }
  v128.store(r0, a0);
  v128.store(r0 + bytes, a1);
  v128.store(r0 + 2 * bytes, a2);
  v128.store(r0 + 3 * bytes, a3);
}

/**
 * A = U'U in place and U'z = b, four rows at a time: what the rows above contribute is taken off in
 * tiles, then the four are reduced among themselves. The diagonal of the result holds 1 / u. Returns
 * false if too little of an entry of the diagonal is left as its pivot.
 */
function factorize(a: usize, b: usize, z: usize, bytes: usize): bool {
  for (let i: usize = 0; i < bytes; i += 16) {
    const r0 = a + (i >> 2) * bytes, r1 = r0 + bytes, r2 = r1 + bytes, r3 = r2 + bytes;
    const p0 = r0 + i, p1 = r1 + i, p2 = r2 + i, p3 = r3 + i;
    // The least that may be left of the diagonal.
    const least0 = LEFT_IN_SINGLE * load<f32>(p0), least1 = LEFT_IN_SINGLE * load<f32>(p1, 4);
    const least2 = LEFT_IN_SINGLE * load<f32>(p2, 8), least3 = LEFT_IN_SINGLE * load<f32>(p3, 12);
    const above: u32 = <u32>(i >> 2);
    if (i & 16) subtractNarrowTile(a, above, i, bytes);
    for (let j = (i + 16) & ~31; j < bytes; j += 32) subtractTile(a, above, i, j, bytes);

    // The four by four on the diagonal.
    const d0 = load<f32>(p0);
    const i0: f32 = 1 / sqrt<f32>(d0);
    const u01 = load<f32>(p0, 4) * i0, u02 = load<f32>(p0, 8) * i0, u03 = load<f32>(p0, 12) * i0;
    const d1 = load<f32>(p1, 4) - u01 * u01;
    const i1: f32 = 1 / sqrt<f32>(d1);
    const u12 = (load<f32>(p1, 8) - u01 * u02) * i1, u13 = (load<f32>(p1, 12) - u01 * u03) * i1;
    const d2 = load<f32>(p2, 8) - u02 * u02 - u12 * u12;
    const i2: f32 = 1 / sqrt<f32>(d2);
    const u23 = (load<f32>(p2, 12) - u02 * u03 - u12 * u13) * i2;
    const d3 = load<f32>(p3, 12) - u03 * u03 - u13 * u13 - u23 * u23;
    const i3: f32 = 1 / sqrt<f32>(d3);
    if (!(d0 > least0 && d1 > least1 && d2 > least2 && d3 > least3)) return false;

    // What is right of it.
    for (let at = i; at < bytes; at += 16) {
      const v0 = f32x4.mul(v128.load(r0 + at), f32x4.splat(i0));
      const v1 = f32x4.mul(less(v128.load(r1 + at), u01, v0), f32x4.splat(i1));
      const v2 = f32x4.mul(
        less(less(v128.load(r2 + at), u02, v0), u12, v1),
        f32x4.splat(i2),
      );
      const v3 = f32x4.mul(
        less(less(less(v128.load(r3 + at), u03, v0), u13, v1), u23, v2),
        f32x4.splat(i3),
      );
      v128.store(r0 + at, v0);
      v128.store(r1 + at, v1);
      v128.store(r2 + at, v2);
      v128.store(r3 + at, v3);
    }
    store<f32>(p0, i0);
    store<f32>(p1, i1, 4);
    store<f32>(p2, i2, 8);
    store<f32>(p3, i3, 12);

    // The right-hand side.
    let s0 = v128.load(b + i), s1 = f32x4.splat(0), s2 = s1, s3 = s1;
    let u = a + i;
    for (let k: usize = 0; k < i; k += 16) {
      s0 = f32x4.sub(s0, f32x4.mul(v128.load32_splat(z + k), v128.load(u)));
      u += bytes;
      s1 = f32x4.sub(s1, f32x4.mul(v128.load32_splat(z + k, 4), v128.load(u)));
      u += bytes;
      s2 = f32x4.sub(s2, f32x4.mul(v128.load32_splat(z + k, 8), v128.load(u)));
      u += bytes;
      s3 = f32x4.sub(s3, f32x4.mul(v128.load32_splat(z + k, 12), v128.load(u)));
      u += bytes;
    }
    const rest = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
    const z0 = f32x4.extract_lane(rest, 0) * i0;
    const z1 = (f32x4.extract_lane(rest, 1) - u01 * z0) * i1;
    const z2 = (f32x4.extract_lane(rest, 2) - u02 * z0 - u12 * z1) * i2;
    const z3 = (f32x4.extract_lane(rest, 3) - u03 * z0 - u13 * z1 - u23 * z2) * i3;
    store<f32>(z + i, z0);
    store<f32>(z + i, z1, 4);
    store<f32>(z + i, z2, 8);
    store<f32>(z + i, z3, 12);
  }
  return true;
}

/** a − s b. */
// @ts-ignore: decorator
@inline
function less(a: v128, s: f32, b: v128): v128 {
  return f32x4.sub(a, f32x4.mul(f32x4.splat(s), b));
}

/** x with U x = z, four at a time from the last. */
function substitute(a: usize, z: usize, x: usize, bytes: usize): void {
  for (let i: usize = bytes; i > 0;) {
    i -= 16;
    const r0 = a + (i >> 2) * bytes, r1 = r0 + bytes, r2 = r1 + bytes, r3 = r2 + bytes;
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let at = i + 16; at < bytes; at += 16) {
      const v = v128.load(x + at);
      s0 = madd(s0, v, v128.load(r0 + at));
      s1 = madd(s1, v, v128.load(r1 + at));
      s2 = madd(s2, v, v128.load(r2 + at));
      s3 = madd(s3, v, v128.load(r3 + at));
    }
    const rest = f32x4.sub(v128.load(z + i), sums(s0, s1, s2, s3));
    const x3 = f32x4.extract_lane(rest, 3) * load<f32>(r3 + i, 12);
    const x2 = (f32x4.extract_lane(rest, 2) - load<f32>(r2 + i, 12) * x3) * load<f32>(r2 + i, 8);
    const x1 = (f32x4.extract_lane(rest, 1) - load<f32>(r1 + i, 8) * x2 -
      load<f32>(r1 + i, 12) * x3) * load<f32>(r1 + i, 4);
    const x0 = (f32x4.extract_lane(rest, 0) - load<f32>(r0 + i, 4) * x1 -
      load<f32>(r0 + i, 8) * x2 - load<f32>(r0 + i, 12) * x3) * load<f32>(r0 + i);
    store<f32>(x + i, x0);
    store<f32>(x + i, x1, 4);
    store<f32>(x + i, x2, 8);
    store<f32>(x + i, x3, 12);
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
  addWide(indices, weights, first, last, fixed, n, a, b, false);
  return solveInWide(x, n, a, b);
}

/** Adds Σ w y y' to a and Σ (1 + w) y to b; of explicit ratings Σ y y' and Σ r y. */
function addWide(
  indices: usize,
  weights: usize,
  first: u32,
  last: u32,
  fixed: usize,
  n: u32,
  a: usize,
  b: usize,
  isExplicit: bool,
): void {
  for (let entry = first; entry < last; entry++) {
    const y = fixed + ((<usize>load<u32>(indices + (<usize>entry << 2)) * n) << 2);
    const value: f64 = load<f32>(weights + (<usize>entry << 2));
    const w: f64 = isExplicit ? 1 : value, c: f64 = isExplicit ? value : 1 + value;
    for (let i: u32 = 0; i < n; i++) {
      const yi: f64 = load<f32>(y + (<usize>i << 2));
      add64(b, i, c * yi);
      for (let j = i; j < n; j++) add64(a, i * n + j, w * yi * load<f32>(y + (<usize>j << 2)));
    }
  }
}

/** x with a x = b for the upper triangle of a, both overwritten; false if a is not safely definite. */
function solveInWide(x: usize, n: u32, a: usize, b: usize): bool {
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
