/** Sums the four lanes, always in the same order. */
// @ts-ignore: decorator
@inline
export function sum(v: v128): f32 {
  return (
    (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2)) +
    (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3))
  );
}

/** The sums of four vectors as the lanes of one. */
// @ts-ignore: decorator
@inline
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(
    v128.shuffle<f32>(a, b, 0, 4, 1, 5),
    v128.shuffle<f32>(a, b, 2, 6, 3, 7),
  );
  const cd = f32x4.add(
    v128.shuffle<f32>(c, d, 0, 4, 1, 5),
    v128.shuffle<f32>(c, d, 2, 6, 3, 7),
  );
  return f32x4.add(
    v128.shuffle<f32>(ab, cd, 0, 1, 4, 5),
    v128.shuffle<f32>(ab, cd, 2, 3, 6, 7),
  );
}

/** a + b c, rounded twice: fused operations would make the result depend on the processor. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(a, f32x4.mul(b, c));
}

/** a · b, both of a multiple of 16 floats. */
// @ts-ignore: decorator
@inline
export function dot(a: usize, b: usize, bytes: usize): f32 {
  let s0 = f32x4.splat(0), s1 = f32x4.splat(0), s2 = f32x4.splat(0), s3 = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 64) {
    s0 = madd(s0, v128.load(a + at), v128.load(b + at));
    s1 = madd(s1, v128.load(a + at, 16), v128.load(b + at, 16));
    s2 = madd(s2, v128.load(a + at, 32), v128.load(b + at, 32));
    s3 = madd(s3, v128.load(a + at, 48), v128.load(b + at, 48));
  }
  return sum(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
}

/** target += scale × source. */
// @ts-ignore: decorator
@inline
export function axpy(target: usize, scale: f32, source: usize, bytes: usize): void {
  const s = f32x4.splat(scale);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(target + at, madd(v128.load(target + at), s, v128.load(source + at)));
  }
}
