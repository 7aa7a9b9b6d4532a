import { PANELS_OF_BLOCK, USERS_OF_BATCH } from "./sizes";
import { madd } from "./vectors";

/** Stands where there is no item. */
const NONE: u32 = 0xffffffff;

/**
 * The `k` best items of the users [from, to) by x · y, best first, ties in favour of the lower number,
 * without those in their rows of the matrix. Scores are summed in the order of the factors.
 *
 * Items come in panels of eight, transposed, longest vectors first: `panelNorms` has the greatest
 * length in each panel and `itemOf` the item at each place. By the inequality of Cauchy and Schwarz
 * no item of a panel scores above |x| times that length, so that four users are done when that is
 * below what their k-th best has (Teflioudi, Gemulla and Mykytiuk 2015, LEMP). `userNorms` must be
 * a little too long rather than too short.
 */
export function topKRows(
  indptr: usize,
  indices: usize,
  from: u32,
  to: u32,
  users: usize,
  userNorms: usize,
  panels: usize,
  panelNorms: usize,
  itemOf: usize,
  panelCount: u32,
  stride: u32,
  k: u32,
  outItems: usize,
  outScores: usize,
  scratch: usize,
): void {
  const bytes: usize = <usize>stride << 2;
  const panelBytes = bytes << 3;
  const thresholds = scratch, done = thresholds + (USERS_OF_BATCH << 2);
  const scores = done + USERS_OF_BATCH;
  for (let first = from; first < to; first += USERS_OF_BATCH) {
    const count: u32 = min(USERS_OF_BATCH, to - first);
    const groups: u32 = (count + 3) >> 2;
    for (let user: u32 = 0; user < USERS_OF_BATCH; user++) {
      // Users past the end are satisfied by anything.
      store<f32>(thresholds + (user << 2), user < count ? -Infinity : Infinity);
    }
    memory.fill(outItems + ((<usize>first * k) << 2), 0xff, (<usize>count * k) << 2);
    memory.fill(done, 0, USERS_OF_BATCH);
    for (let start: u32 = 0; start < panelCount; start += PANELS_OF_BLOCK) {
      const stop: u32 = min(start + PANELS_OF_BLOCK, panelCount);
      for (let group: u32 = 0; group < groups; group++) {
        if (load<u8>(done + group)) continue;
        const at: usize = <usize>group << 4;
        const user = first + (group << 2);
        const lengths = v128.load(userNorms + (<usize>user << 2));
        const x = users + <usize>user * bytes;
        for (let panel = start; panel < stop; panel++) {
          const bound = f32x4.mul(
            lengths,
            v128.load32_splat(panelNorms + (<usize>panel << 2)),
          );
          if (i32x4.all_true(f32x4.lt(bound, v128.load(thresholds + at)))) {
            store<u8>(done + group, 1);
            break;
          }
          const hit = scorePanel(
            x, panels + <usize>panel * panelBytes, bytes, thresholds + at, scores,
          );
          if (hit === 0) continue;
          for (let n: u32 = 0; n < 4; n++) {
            let lanes: u32 = (hit >> (n << 3)) & 0xff;
            while (lanes !== 0) {
              const lane: u32 = ctz(lanes);
              lanes &= lanes - 1;
              offer(
                indptr, indices, user + n,
                load<u32>(itemOf + ((<usize>(panel << 3) + lane) << 2)),
                load<f32>(scores + (((n << 3) + lane) << 2)),
                k, outItems, outScores, thresholds + at + (n << 2),
              );
            }
          }
        }
      }
    }
  }
}

/** Scores four users on the eight items of a panel. Returns a bit for each score at its threshold or above. */
// @ts-ignore: decorator
@inline
function scorePanel(x: usize, panel: usize, bytes: usize, thresholds: usize, scores: usize): u32 {
  const x1 = x + bytes, x2 = x1 + bytes, x3 = x2 + bytes;
  let a0 = f32x4.splat(0), b0 = a0, a1 = a0, b1 = a0, a2 = a0, b2 = a0, a3 = a0, b3 = a0;
  let y = panel;
  for (let f: usize = 0; f < bytes; f += 4) {
    const p = v128.load(y), q = v128.load(y, 16);
    let s = v128.load32_splat(x + f);
    a0 = madd(a0, s, p);
    b0 = madd(b0, s, q);
    s = v128.load32_splat(x1 + f);
    a1 = madd(a1, s, p);
    b1 = madd(b1, s, q);
    s = v128.load32_splat(x2 + f);
    a2 = madd(a2, s, p);
    b2 = madd(b2, s, q);
    s = v128.load32_splat(x3 + f);
    a3 = madd(a3, s, p);
    b3 = madd(b3, s, q);
    y += 32;
  }
  const t0 = v128.load32_splat(thresholds), t1 = v128.load32_splat(thresholds, 4);
  const t2 = v128.load32_splat(thresholds, 8), t3 = v128.load32_splat(thresholds, 12);
  const h0 = v128.or(f32x4.ge(a0, t0), f32x4.ge(b0, t0));
  const h1 = v128.or(f32x4.ge(a1, t1), f32x4.ge(b1, t1));
  const h2 = v128.or(f32x4.ge(a2, t2), f32x4.ge(b2, t2));
  const h3 = v128.or(f32x4.ge(a3, t3), f32x4.ge(b3, t3));
  if (!v128.any_true(v128.or(v128.or(h0, h1), v128.or(h2, h3)))) return 0;
  v128.store(scores, a0);
  v128.store(scores, b0, 16);
  v128.store(scores, a1, 32);
  v128.store(scores, b1, 48);
  v128.store(scores, a2, 64);
  v128.store(scores, b2, 80);
  v128.store(scores, a3, 96);
  v128.store(scores, b3, 112);
  return bits(a0, b0, t0) | (bits(a1, b1, t1) << 8) | (bits(a2, b2, t2) << 16) |
    (bits(a3, b3, t3) << 24);
}

// @ts-ignore: decorator
@inline
function bits(a: v128, b: v128, threshold: v128): u32 {
  return i32x4.bitmask(f32x4.ge(a, threshold)) | (i32x4.bitmask(f32x4.ge(b, threshold)) << 4);
}

/** Puts an item in its place among the user's best, unless it is owned or not good enough. */
function offer(
  indptr: usize,
  indices: usize,
  user: u32,
  item: u32,
  score: f32,
  k: u32,
  outItems: usize,
  outScores: usize,
  threshold: usize,
): void {
  if (item === NONE) return; // fills up the last panel
  const items = outItems + ((<usize>user * k) << 2);
  const scores = outScores + ((<usize>user * k) << 2);
  const last: usize = <usize>(k - 1) << 2;
  if (!isBefore(score, item, load<f32>(scores + last), load<u32>(items + last))) return;
  if (isOwned(indptr, indices, user, item)) return;
  let at = last;
  while (at > 0) {
    const otherItem = load<u32>(items + at - 4), otherScore = load<f32>(scores + at - 4);
    if (!isBefore(score, item, otherScore, otherItem)) break;
    store<u32>(items + at, otherItem);
    store<f32>(scores + at, otherScore);
    at -= 4;
  }
  store<u32>(items + at, item);
  store<f32>(scores + at, score);
  if (load<u32>(items + last) !== NONE) store<f32>(threshold, load<f32>(scores + last));
}

// @ts-ignore: decorator
@inline
function isBefore(score: f32, item: u32, otherScore: f32, otherItem: u32): bool {
  return otherItem === NONE || score > otherScore || (score === otherScore && item < otherItem);
}

function isOwned(indptr: usize, indices: usize, user: u32, item: u32): bool {
  let low = load<u32>(indptr + (<usize>user << 2));
  let high = load<u32>(indptr + (<usize>user << 2), 4);
  const end = high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<u32>(indices + (<usize>middle << 2)) < item) low = middle + 1;
    else high = middle;
  }
  return low < end && load<u32>(indices + (<usize>low << 2)) === item;
}
