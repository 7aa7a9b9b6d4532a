/** What people say of their orders: scores by how it went, and who writes. */
import type { Random } from "../../../base/random.ts";
import { oracle } from "../../oracle.ts";
import type { Baskets } from "./baskets.ts";
import type { Calendar } from "./calendar.ts";
import type { Products } from "./catalogue.ts";
import type { Deliveries } from "./deliveries.ts";
import { day } from "./local_time.ts";
import type { People } from "./people.ts";
import { apportion, order, shuffled } from "./quotas.ts";
import { courses, reviewedAgain, withoutReviews } from "./shape.ts";
import type { Size } from "./size.ts";

/** Rows of reviews. */
export interface Reviews {
  readonly order: Uint32Array;
  /** Reviews of one split purchase share a number. */
  readonly id: Uint32Array;
  readonly score: Uint8Array;
  readonly hasTitle: Uint8Array;
  readonly hasMessage: Uint8Array;
  /** A midnight, and a time; seconds as in `local_time.ts`. */
  readonly created: Uint32Array;
  readonly answered: Uint32Array;
}

/** What reviews are made of. */
export interface ReviewParts {
  readonly size: Size;
  readonly people: People;
  readonly products: Products;
  readonly baskets: Baskets;
  readonly calendar: Calendar;
  readonly deliveries: Deliveries;
  /** Of each order, a number in `courses`. */
  readonly course: Uint32Array;
}

/** Reviews the orders. */
export function makeReviews(parts: ReviewParts, draw: Random): Reviews {
  const rows = chooseOrders(parts, draw);
  const { length } = rows;
  const { people, deliveries, calendar, size } = parts;
  const result: Reviews = {
    order: rows,
    id: new Uint32Array(length),
    score: new Uint8Array(length),
    hasTitle: new Uint8Array(length),
    hasMessage: new Uint8Array(length),
    created: new Uint32Array(length),
    answered: new Uint32Array(length),
  };
  // Rows of one split purchase follow the first of them.
  const first = new Int32Array(people.splits + 1).fill(-1);
  const follows = Int32Array.from(rows, (i, row) => {
    const split = people.split[i] ?? 0;
    if (split === 0) return -1;
    const known = first[split] ?? -1;
    if (known < 0) first[split] = row;
    return known;
  });
  let ids = 0;
  for (let row = 0; row < length; row++) {
    const i = rows[row] ?? 0;
    const model = follows[row] ?? -1;
    if (model >= 0) {
      result.id[row] = result.id[model] ?? 0;
      result.created[row] = result.created[model] ?? 0;
      result.answered[row] = result.answered[model] ?? 0;
      continue;
    }
    result.id[row] = ids++;
    const arrived = deliveries.delivered[i] ?? 0, estimated = deliveries.estimated[i] ?? 0;
    // The question is sent when the order came, at the latest some days after it should have come.
    const asked = arrived > 0 ? Math.min(arrived, estimated + 3 * day) : estimated + day;
    const created = (Math.floor(Math.max(asked, calendar.purchased[i] ?? 0) / day) + 1) * day;
    result.created[row] = created;
    const wait = Math.min(200, 0.4 - 2.1 * Math.log(1 - draw.next())) * day;
    result.answered[row] = Math.round(created + wait + draw.int(36_000));
  }
  score(parts, result, follows, draw);
  const messages = length - size.of(oracle.reviews.messagesMissing);
  const writes = [0, 1.35, 1.0, 0.1, -0.35, -0.3];
  const wish = Float64Array.from(result.score, (s) => (writes[s] ?? 0) + draw.gaussian());
  takeMost(wish, messages, follows, result.hasMessage);
  const titles = length - size.of(oracle.reviews.titlesMissing);
  const title = Float64Array.from(result.hasMessage, (has) => 1.6 * has + draw.gaussian());
  takeMost(title, titles, follows, result.hasTitle);
  return result;
}

/** The order of each row: some have none by their status, some two or three. */
function chooseOrders({ size, people, course }: ReviewParts, draw: Random): Uint32Array {
  const times = new Uint8Array(size.orders).fill(1);
  const left = new Map(
    Object.entries(withoutReviews).map(([status, count]) => [status, size.of(count)]),
  );
  const free = shuffled(size.orders, draw).filter((i) => people.split[i] === 0);
  for (const i of free) {
    const status = courses[course[i] ?? 0]?.status ?? "";
    const silent = left.get(status) ?? 0;
    if (silent === 0) continue;
    times[i] = 0;
    left.set(status, silent - 1);
  }
  let [twice, thrice] = [size.rare(reviewedAgain.twice), size.of(reviewedAgain.thrice)];
  for (const i of free) {
    if (times[i] === 0) continue;
    if (thrice-- > 0) times[i] = 3;
    else if (twice-- > 0) times[i] = 2;
    else break;
  }
  const rows: number[] = [];
  for (const i of shuffled(size.orders, draw)) {
    for (let n = times[i] ?? 0; n > 0; n--) rows.push(i);
  }
  return Uint32Array.from(rows);
}

/** Scores by quota: what came late or not at all is at the bottom. */
function score(
  parts: ReviewParts,
  { order: rows, score }: Reviews,
  follows: Int32Array,
  draw: Random,
) {
  const mood = Float64Array.from(rows, (i) => moodOf(parts, i, draw) + draw.gaussian());
  const quotas = apportion(rows.length, oracle.reviews.scores);
  const followers = followersOf(follows);
  // From the worst mood up; rows that follow another take its score out of the same quota.
  let at = 1;
  for (const row of order(mood)) {
    if ((follows[row] ?? -1) >= 0) continue;
    const group = [row, ...followers.get(row) ?? []];
    while (at < 5 && (quotas[at - 1] ?? 0) === 0) at++;
    let given = at;
    while (given < 5 && (quotas[given - 1] ?? 0) < group.length) given++;
    for (const member of group) score[member] = given;
    quotas[given - 1] = (quotas[given - 1] ?? 0) - group.length;
  }
}

function moodOf(parts: ReviewParts, order: number, draw: Random): number {
  const { products, baskets, deliveries, course, people } = parts;
  const from = baskets.starts[order] ?? 0, to = baskets.starts[order + 1] ?? 0;
  let mood = to > from ? 0.45 * (products.quality[baskets.product[from] ?? 0] ?? 0) : -1;
  if (to > from + 1) mood -= 0.7;
  else if ((baskets.quantity[from] ?? 1) > 1) mood -= 0.3;
  if ((people.person[order] ?? 0) < people.cameBack) mood += 0.2;
  const arrived = deliveries.delivered[order] ?? 0, estimated = deliveries.estimated[order] ?? 0;
  if (courses[course[order] ?? 0]?.status !== "delivered") mood -= 1.9;
  else if (deliveries.late[order]) mood -= 0.1 + Math.min(2.4, (arrived - estimated) / day / 5);
  else if (arrived > 0) mood += 0.02 * Math.min(20, (estimated - arrived) / day);
  return mood + 0.1 * draw.gaussian();
}

/** Marks the `count` rows of the greatest wish; rows that follow another do as it does. */
function takeMost(wish: Float64Array, count: number, follows: Int32Array, marks: Uint8Array) {
  const followers = followersOf(follows);
  let left = count;
  for (const row of order(wish).reverse()) {
    if (left === 0) return;
    if ((follows[row] ?? -1) >= 0) continue;
    const group = [row, ...followers.get(row) ?? []];
    if (group.length > left) continue;
    for (const member of group) marks[member] = 1;
    left -= group.length;
  }
}

function followersOf(follows: Int32Array): Map<number, number[]> {
  const result = new Map<number, number[]>();
  follows.forEach((model, row) => {
    if (model >= 0) result.set(model, [...result.get(model) ?? [], row]);
  });
  return result;
}
