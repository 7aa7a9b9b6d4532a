import { ROWS_OF_GRAM_CHUNK } from "./sizes";

/**
 * Y'Y of the rows [from, to) of `factors`, the upper triangle, in double precision, into `out`
 * (stride × stride). A few rows at a time are widened to doubles, which then serve every 4 × 4 tile.
 */
export function gramBlock(
  factors: usize,
  from: u32,
  to: u32,
  stride: u32,
  out: usize,
  scratch: usize,
): void {
  const wide: usize = <usize>stride << 3;
  memory.fill(out, 0, wide * stride);
  for (let first = from; first < to; first += ROWS_OF_GRAM_CHUNK) {
    const rows: u32 = min(ROWS_OF_GRAM_CHUNK, to - first);
    widen(factors + (<usize>first * stride << 2), scratch, rows * stride);
    for (let i: u32 = 0; i < stride; i += 4) {
      for (let j: u32 = i; j < stride; j += 4) {
        tile(out + (<usize>i * wide) + (<usize>j << 3), wide, scratch, rows, i, j);
      }
    }
  }
}

function widen(source: usize, target: usize, count: u32): void {
  for (const end = source + (<usize>count << 2); source < end; source += 8, target += 16) {
    v128.store(target, f64x2.promote_low_f32x4(v128.load64_zero(source)));
  }
}

function tile(out: usize, wide: usize, y: usize, rows: u32, i: u32, j: u32): void {
  const r1 = out + wide, r2 = r1 + wide, r3 = r2 + wide;
  let a0 = v128.load(out), b0 = v128.load(out, 16);
  let a1 = v128.load(r1), b1 = v128.load(r1, 16);
  let a2 = v128.load(r2), b2 = v128.load(r2, 16);
  let a3 = v128.load(r3), b3 = v128.load(r3, 16);
  let left = y + (<usize>i << 3), right = y + (<usize>j << 3);
  for (let row: u32 = 0; row < rows; row++) {
    const p = v128.load(right), q = v128.load(right, 16);
    let s = v128.load64_splat(left);
    a0 = f64x2.add(a0, f64x2.mul(s, p));
    b0 = f64x2.add(b0, f64x2.mul(s, q));
    s = v128.load64_splat(left, 8);
    a1 = f64x2.add(a1, f64x2.mul(s, p));
    b1 = f64x2.add(b1, f64x2.mul(s, q));
    s = v128.load64_splat(left, 16);
    a2 = f64x2.add(a2, f64x2.mul(s, p));
    b2 = f64x2.add(b2, f64x2.mul(s, q));
    s = v128.load64_splat(left, 24);
    a3 = f64x2.add(a3, f64x2.mul(s, p));
    b3 = f64x2.add(b3, f64x2.mul(s, q));
    left += wide;
    right += wide;
  }
  v128.store(out, a0);
  v128.store(out, b0, 16);
  v128.store(r1, a1);
  v128.store(r1, b1, 16);
  v128.store(r2, a2);
  v128.store(r2, b2, 16);
  v128.store(r3, a3);
  v128.store(r3, b3, 16);
}

/**
 * Adds the blocks' matrices in their order, puts `regularization` on the diagonal (1 where the
 * factors are padding, so that the matrix stays definite), and mirrors: the result in double
 * precision into `wideOut`, rounded into `out`.
 */
export function gramSum(
  blocks: usize,
  count: u32,
  stride: u32,
  factors: u32,
  regularization: f64,
  wideOut: usize,
  out: usize,
): void {
  const size: usize = (<usize>stride * stride) << 3;
  for (let i: u32 = 0; i < stride; i++) {
    for (let j: u32 = i; j < stride; j++) {
      const at: usize = <usize>i * stride + j, mirrored: usize = <usize>j * stride + i;
      let total: f64 = 0;
      for (let block: u32 = 0; block < count; block++) {
        total += load<f64>(blocks + <usize>block * size + (at << 3));
      }
      if (i === j) total += i < factors ? regularization : 1;
      store<f64>(wideOut + (at << 3), total);
      store<f64>(wideOut + (mirrored << 3), total);
      store<f32>(out + (at << 2), <f32>total);
      store<f32>(out + (mirrored << 2), <f32>total);
    }
  }
}
