import { madd } from "./vectors";

/** out = v × matrix for a lower triangular matrix. */
export function multiplyLower(v: usize, matrix: usize, out: usize, bytes: usize): void {
  multiply(v, matrix, out, bytes, true);
}

/** out = v × matrix, a few columns at a time in registers; with `lower` only what is not above the diagonal. */
export function multiply(v: usize, matrix: usize, out: usize, bytes: usize, lower: bool): void {
  let column: usize = 0;
  for (; column + 128 <= bytes; column += 128) {
    let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
    const first: usize = lower ? column : 0;
    let line = matrix + (first >> 2) * bytes + column;
    for (let k: usize = first; k < bytes; k += 4) {
      const s = v128.load32_splat(v + k);
      a = madd(a, s, v128.load(line));
      b = madd(b, s, v128.load(line, 16));
      c = madd(c, s, v128.load(line, 32));
      d = madd(d, s, v128.load(line, 48));
      e = madd(e, s, v128.load(line, 64));
      f = madd(f, s, v128.load(line, 80));
      g = madd(g, s, v128.load(line, 96));
      h = madd(h, s, v128.load(line, 112));
      line += bytes;
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
    let a = f32x4.splat(0), b = a, c = a, d = a;
    const first: usize = lower ? column : 0;
    let line = matrix + (first >> 2) * bytes + column;
    for (let k: usize = first; k < bytes; k += 4) {
      const s = v128.load32_splat(v + k);
      a = madd(a, s, v128.load(line));
      b = madd(b, s, v128.load(line, 16));
      c = madd(c, s, v128.load(line, 32));
      d = madd(d, s, v128.load(line, 48));
      line += bytes;
    }
    v128.store(out + column, a);
    v128.store(out + column, b, 16);
    v128.store(out + column, c, 32);
    v128.store(out + column, d, 48);
  }
}
