/**
 * The rows [from, to) of `factors` in the coordinates in which their Gram matrix G = U'U is the
 * identity: v' = y' W with W, the inverse of U, upper triangular. In double precision, because W is
 * large where G is nearly singular and v is not.
 */
export function whiten(
  factors: usize,
  from: u32,
  to: u32,
  stride: u32,
  w: usize,
  out: usize,
): void {
  const bytes: usize = <usize>stride << 2, wide: usize = <usize>stride << 3;
  for (let row = from; row < to; row++) {
    const y = factors + <usize>row * bytes, v = out + <usize>row * bytes;
    for (let column: usize = 0; column < bytes; column += 64) {
      let a = f64x2.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
      let line = w + (column << 1);
      for (let k: usize = 0; k < column + 64; k += 4) {
        const s = f64x2.splat(<f64>load<f32>(y + k));
        a = f64x2.add(a, f64x2.mul(s, v128.load(line)));
        b = f64x2.add(b, f64x2.mul(s, v128.load(line, 16)));
        c = f64x2.add(c, f64x2.mul(s, v128.load(line, 32)));
        d = f64x2.add(d, f64x2.mul(s, v128.load(line, 48)));
        e = f64x2.add(e, f64x2.mul(s, v128.load(line, 64)));
        f = f64x2.add(f, f64x2.mul(s, v128.load(line, 80)));
        g = f64x2.add(g, f64x2.mul(s, v128.load(line, 96)));
        h = f64x2.add(h, f64x2.mul(s, v128.load(line, 112)));
        line += wide;
      }
      v128.store(v + column, narrow(a, b));
      v128.store(v + column, narrow(c, d), 16);
      v128.store(v + column, narrow(e, f), 32);
      v128.store(v + column, narrow(g, h), 48);
    }
  }
}

/** Two vectors of two doubles as one of four singles. */
// @ts-ignore: decorator
@inline
function narrow(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 1, 4, 5);
}
