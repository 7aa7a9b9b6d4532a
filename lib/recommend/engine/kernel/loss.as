/**
 * What the entries of the rows [from, to) add to the loss of equation 3 over a matrix without any:
 * Σ c (1 − x · y)² − (x · y)², in double precision.
 */
export function lossOfEntries(
  indptr: usize,
  indices: usize,
  weights: usize,
  from: u32,
  to: u32,
  users: usize,
  items: usize,
  stride: u32,
): f64 {
  const bytes: usize = <usize>stride << 2;
  let loss: f64 = 0;
  for (let row = from; row < to; row++) {
    const x = users + <usize>row * bytes;
    const end = load<u32>(indptr + (<usize>row << 2), 4);
    for (let entry = load<u32>(indptr + (<usize>row << 2)); entry < end; entry++) {
      const y = items + <usize>load<u32>(indices + (<usize>entry << 2)) * bytes;
      let total = f64x2.splat(0);
      for (let at: usize = 0; at < bytes; at += 8) {
        total = f64x2.add(total, f64x2.mul(wide(x + at), wide(y + at)));
      }
      const score = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
      const confidence = 1 + <f64>load<f32>(weights + (<usize>entry << 2));
      loss += confidence * (1 - score) * (1 - score) - score * score;
    }
  }
  return loss;
}

// @ts-ignore: decorator
@inline
function wide(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}
