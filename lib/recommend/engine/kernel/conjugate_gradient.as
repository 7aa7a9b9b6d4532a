import { ENTRIES_OF_CHUNK } from "./sizes";
import { multiply, multiplyLower } from "./multiply";
import { axpy, dot, madd, sum, sums } from "./vectors";

/** What the products of a row's entries are for. */
const RESIDUAL: i32 = 0;
const PRODUCT: i32 = 1;
const CURVATURE: i32 = 2;

/** Below this squared residual a row counts as solved. */
const SOLVED: f32 = 1e-20;

/**
 * Improves the rows [from, to) of `solved` by `steps` steps of conjugate gradient on
 * (Y'Y + λI + Y'(C − I)Y) x = Y'Cp, from where they are (Takács, Pilászy and Tikk 2011).
 */
export function solveCg(
  indptr: usize,
  indices: usize,
  weights: usize,
  from: u32,
  to: u32,
  solved: usize,
  fixed: usize,
  gram: usize,
  stride: u32,
  steps: u32,
  scratch: usize,
): void {
  const bytes: usize = <usize>stride << 2;
  for (let row = from; row < to; row++) {
    const x = solved + <usize>row * bytes;
    improve(indptr + (<usize>row << 2), indices, weights, x, fixed, gram, bytes, steps, scratch);
  }
}

/**
 * The same in the coordinates in which the Gram matrix is the identity (`whiten.as`), so that no
 * product with it is needed: preconditioned conjugate gradient with the Gram matrix, which all rows
 * share, as the preconditioner. `into` takes a row there and `back` takes it back.
 */
export function solveWhiteCg(
  indptr: usize,
  indices: usize,
  weights: usize,
  from: u32,
  to: u32,
  solved: usize,
  white: usize,
  into: usize,
  back: usize,
  stride: u32,
  steps: u32,
  scratch: usize,
): void {
  const bytes: usize = <usize>stride << 2;
  const x = scratch, rest = scratch + bytes;
  for (let row = from; row < to; row++) {
    const own = solved + <usize>row * bytes;
    multiplyLower(own, into, x, bytes);
    improve(indptr + (<usize>row << 2), indices, weights, x, white, 0, bytes, steps, rest);
    multiplyLower(x, back, own, bytes);
  }
}

/**
 * Improves one row. Its matrix is never formed: a product with it is one with the Gram matrix (the
 * identity if `gram` is 0) and two passes over the factors of the row's own entries, which stay in the
 * nearest cache meanwhile.
 */
function improve(
  pointer: usize,
  indices: usize,
  weights: usize,
  x: usize,
  fixed: usize,
  gram: usize,
  bytes: usize,
  steps: u32,
  scratch: usize,
): void {
  const p = scratch, ap = p + bytes, r = ap + bytes, coefficients = r + bytes;
  const first: usize = <usize>load<u32>(pointer) << 2, end: usize = <usize>load<u32>(pointer, 4) << 2;
  if (first === end) {
    memory.fill(x, 0, bytes);
    return;
  }
  const columns = indices + first, own = weights + first, count = end - first;
  multiplyGram(x, gram, r, bytes);
  negate(r, bytes);
  addEntries(columns, own, count, x, fixed, r, bytes, coefficients, RESIDUAL);
  let before: f32 = copyAndSquare(r, p, bytes);
  for (let step: u32 = 1; before >= SOLVED; step++) {
    multiplyGram(p, gram, ap, bytes);
    if (step >= steps) {
      // Nothing follows that needs the residual: the length of the step is enough.
      const curvature = dot(p, ap, bytes) +
        addEntries(columns, own, count, p, fixed, ap, bytes, coefficients, CURVATURE);
      axpy(x, before / curvature, p, bytes);
      break;
    }
    addEntries(columns, own, count, p, fixed, ap, bytes, coefficients, PRODUCT);
    const after = advance(x, r, p, ap, before / dot(p, ap, bytes), bytes);
    redirect(p, r, after / before, bytes);
    before = after;
  }
}

// @ts-ignore: decorator
@inline
function negate(v: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(v + at, f32x4.neg(v128.load(v + at)));
}

/** p = r. Returns r · r. */
// @ts-ignore: decorator
@inline
function copyAndSquare(r: usize, p: usize, bytes: usize): f32 {
  let squares = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const value = v128.load(r + at);
    v128.store(p + at, value);
    squares = madd(squares, value, value);
  }
  return sum(squares);
}

/** x += length p and r −= length Ap. Returns r · r. */
// @ts-ignore: decorator
@inline
function advance(x: usize, r: usize, p: usize, ap: usize, length: f32, bytes: usize): f32 {
  const plus = f32x4.splat(length), minus = f32x4.splat(-length);
  let squares = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(x + at, madd(v128.load(x + at), plus, v128.load(p + at)));
    const residual = madd(v128.load(r + at), minus, v128.load(ap + at));
    v128.store(r + at, residual);
    squares = madd(squares, residual, residual);
  }
  return sum(squares);
}

/** p = r + beta p. */
// @ts-ignore: decorator
@inline
function redirect(p: usize, r: usize, beta: f32, bytes: usize): void {
  const b = f32x4.splat(beta);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(p + at, madd(v128.load(r + at), b, v128.load(p + at)));
  }
}

/** out = v × gram; v itself if `gram` is 0. */
// @ts-ignore: decorator
@inline
function multiplyGram(v: usize, gram: usize, out: usize, bytes: usize): void {
  if (gram !== 0) multiply(v, gram, out, bytes, false);
  else for (let at: usize = 0; at < bytes; at += 16) v128.store(out + at, v128.load(v + at));
}

/**
 * With the dot products d = y · v of a row's entries and w = c − 1:
 * - RESIDUAL: out += Σ (1 + w (1 − d)) y
 * - PRODUCT: out += Σ w d y
 * - CURVATURE: returns Σ w d²
 *
 * First the dot products of a chunk of entries, four at a time, then their sum.
 */
// @ts-ignore: decorator
@inline
function addEntries(
  columns: usize,
  weights: usize,
  count: usize,
  v: usize,
  fixed: usize,
  out: usize,
  bytes: usize,
  coefficients: usize,
  purpose: i32,
): f32 {
  const one = f32x4.splat(1);
  let squares = f32x4.splat(0);
  for (let chunk: usize = 0; chunk < count; chunk += ENTRIES_OF_CHUNK << 2) {
    const size: usize = min<usize>(ENTRIES_OF_CHUNK << 2, count - chunk);
    for (let entry: usize = 0; entry < size; entry += 16) {
      const left = size - entry;
      const d = dots(columns + chunk + entry, left, v, fixed, bytes);
      const w = v128.load(weights + chunk + entry);
      let c = purpose === RESIDUAL
        ? f32x4.add(one, f32x4.mul(w, f32x4.sub(one, d)))
        : f32x4.mul(w, d);
      if (purpose === CURVATURE) {
        if (left < 16) {
          c = v128.and(c, i32x4.lt_s(i32x4(0, 4, 8, 12), i32x4.splat(<i32>left)));
        }
        squares = madd(squares, c, d);
      } else {
        v128.store(coefficients + entry, c); // past the end too, where nobody looks
      }
    }
    if (purpose !== CURVATURE) addRows(columns + chunk, size, fixed, out, bytes, coefficients);
  }
  return sum(squares);
}

/** The dot products of four entries with v. */
// @ts-ignore: decorator
@inline
function dots(at: usize, left: usize, v: usize, fixed: usize, bytes: usize): v128 {
  // Past the end the first entry stands in.
  const first = load<u32>(at);
  const y0 = fixed + <usize>first * bytes;
  const y1 = fixed + <usize>(left > 4 ? load<u32>(at, 4) : first) * bytes;
  const y2 = fixed + <usize>(left > 8 ? load<u32>(at, 8) : first) * bytes;
  const y3 = fixed + <usize>(left > 12 ? load<u32>(at, 12) : first) * bytes;
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  for (let k: usize = 0; k < bytes; k += 64) {
    const q0 = y0 + k, q1 = y1 + k, q2 = y2 + k, q3 = y3 + k, vk = v + k;
    let p = v128.load(vk);
    a0 = madd(a0, p, v128.load(q0));
    a1 = madd(a1, p, v128.load(q1));
    a2 = madd(a2, p, v128.load(q2));
    a3 = madd(a3, p, v128.load(q3));
    p = v128.load(vk, 16);
    b0 = madd(b0, p, v128.load(q0, 16));
    b1 = madd(b1, p, v128.load(q1, 16));
    b2 = madd(b2, p, v128.load(q2, 16));
    b3 = madd(b3, p, v128.load(q3, 16));
    p = v128.load(vk, 32);
    a0 = madd(a0, p, v128.load(q0, 32));
    a1 = madd(a1, p, v128.load(q1, 32));
    a2 = madd(a2, p, v128.load(q2, 32));
    a3 = madd(a3, p, v128.load(q3, 32));
    p = v128.load(vk, 48);
    b0 = madd(b0, p, v128.load(q0, 48));
    b1 = madd(b1, p, v128.load(q1, 48));
    b2 = madd(b2, p, v128.load(q2, 48));
    b3 = madd(b3, p, v128.load(q3, 48));
  }
  return sums(f32x4.add(a0, b0), f32x4.add(a1, b1), f32x4.add(a2, b2), f32x4.add(a3, b3));
}

/** out += Σ coefficient × y. */
function addRows(
  columns: usize,
  count: usize,
  fixed: usize,
  out: usize,
  bytes: usize,
  coefficients: usize,
): void {
  let column: usize = 0;
  for (; column + 128 <= bytes; column += 128) {
    let a = v128.load(out + column),
      b = v128.load(out + column, 16),
      c = v128.load(out + column, 32),
      d = v128.load(out + column, 48),
      e = v128.load(out + column, 64),
      f = v128.load(out + column, 80),
      g = v128.load(out + column, 96),
      h = v128.load(out + column, 112);
    for (let entry: usize = 0; entry < count; entry += 4) {
      const s = v128.load32_splat(coefficients + entry);
      const y = fixed + <usize>load<u32>(columns + entry) * bytes + column;
      a = madd(a, s, v128.load(y));
      b = madd(b, s, v128.load(y, 16));
      c = madd(c, s, v128.load(y, 32));
      d = madd(d, s, v128.load(y, 48));
      e = madd(e, s, v128.load(y, 64));
      f = madd(f, s, v128.load(y, 80));
      g = madd(g, s, v128.load(y, 96));
      h = madd(h, s, v128.load(y, 112));
    }
    v128.store(out + column, a);
    v128.store(out + column, b, 16);
    v128.store(out + column, c, 32);
    v128.store(out + column, d, 48);
    v128.store(out + column, e, 64);
    v128.store(out + column, f, 80);
    v128.store(out + column, g, 96);
    v128.store(out + column, h, 112);
  }
  for (; column < bytes; column += 64) {
    let a = v128.load(out + column),
      b = v128.load(out + column, 16),
      c = v128.load(out + column, 32),
      d = v128.load(out + column, 48);
    for (let entry: usize = 0; entry < count; entry += 4) {
      const s = v128.load32_splat(coefficients + entry);
      const y = fixed + <usize>load<u32>(columns + entry) * bytes + column;
      a = madd(a, s, v128.load(y));
      b = madd(b, s, v128.load(y, 16));
      c = madd(c, s, v128.load(y, 32));
      d = madd(d, s, v128.load(y, 48));
    }
    v128.store(out + column, a);
    v128.store(out + column, b, 16);
    v128.store(out + column, c, 32);
    v128.store(out + column, d, 48);
  }
}
