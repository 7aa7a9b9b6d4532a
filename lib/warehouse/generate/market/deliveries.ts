/** What becomes of orders after their purchase: approval, carrier, customer, and the date promised. */
import type { Random } from "../../../base/random.ts";
import { oracle } from "../../oracle.ts";
import type { Baskets } from "./baskets.ts";
import type { Calendar } from "./calendar.ts";
import type { Products, Sellers } from "./catalogue.ts";
import { day, toSeconds } from "./local_time.ts";
import type { Payments } from "./payments.ts";
import type { People } from "./people.ts";
import { order } from "./quotas.ts";
import { courses, lateness } from "./shape.ts";
import type { Size } from "./size.ts";
import { distances } from "./states.ts";

/** Of each order, seconds as in `local_time.ts`, 0 for what is missing. */
export interface Deliveries {
  readonly approved: Uint32Array;
  readonly carrier: Uint32Array;
  readonly delivered: Uint32Array;
  /** A midnight. */
  readonly estimated: Uint32Array;
  /** When the seller has to hand it over. */
  readonly limit: Uint32Array;
  /** 1 for delivered orders that came after the estimated date. */
  readonly late: Uint8Array;
}

/** What deliveries are made of. */
export interface DeliveryParts {
  readonly size: Size;
  readonly people: People;
  readonly sellers: Sellers;
  readonly products: Products;
  readonly baskets: Baskets;
  readonly calendar: Calendar;
  readonly payments: Payments;
  /** Of each order, a number in `courses`. */
  readonly course: Uint32Array;
}

const boleto = 1;

/** Delivers the orders. */
export function makeDeliveries(parts: DeliveryParts, draw: Random): Deliveries {
  const { size: { orders }, calendar, payments, course } = parts;
  const times = () => new Uint32Array(orders);
  const result: Deliveries = {
    approved: times(),
    carrier: times(),
    delivered: times(),
    estimated: times(),
    limit: times(),
    late: chooseLate(parts, draw),
  };
  for (let i = 0; i < orders; i++) {
    const { approved, carrier, delivered } = courses[course[i] ?? 0] ?? courses[0]!;
    const purchased = calendar.purchased[i] ?? 0;
    const wait = payments.ofOrder[i] === boleto ? day * (0.6 + 2 * draw.next()) : cardWait(draw);
    const approval = Math.round(purchased + wait);
    const far = distanceOf(parts, i);
    // A few sellers hand over before the payment is approved.
    const handling = draw.chance(0.014)
      ? -0.3 * wait
      : day * 2.2 * Math.exp(0.75 * draw.gaussian());
    let handed = Math.round(approval + handling);
    let arrived = Math.round(
      Math.max(handed, approval) + day * (3.5 + far / 260) * Math.exp(0.5 * draw.gaussian()),
    );
    const promise = midnight(purchased) + day * Math.round(
          Math.max(7, 17 + far / 110 + 5 * draw.gaussian()),
        );
    let estimated = promise;
    if (result.late[i]) {
      const longest = calendar.month[i] !== undefined && calendar.month[i]! > 21 ? 15 : 60;
      const days = Math.min(longest, -7 * Math.log(1 - draw.next()));
      arrived = Math.round(promise + day * days + 9 * 3600 + draw.int(12 * 3600));
      handed = Math.min(handed, arrived - day);
    } else if (delivered) {
      // What is in time comes before the day that was promised.
      arrived = Math.min(arrived, midnight(purchased) + 50 * day + draw.int(day));
      handed = Math.min(handed, arrived - 3600);
      estimated = Math.max(promise, midnight(arrived) + day * (1 + draw.int(8)));
    }
    result.estimated[i] = estimated;
    result.limit[i] = Math.round(approval + day * (2 + draw.int(6)) + draw.int(600));
    if (approved) result.approved[i] = approval;
    if (carrier) result.carrier[i] = handed;
    if (delivered) result.delivered[i] = arrived;
  }
  const odd = course.findIndex((value, i) => value === 0 && !result.late[i]);
  if (odd >= 0) result.limit[odd] = toSeconds(`${oracle.items.lastShippingLimit} 22:35:08`);
  return result;
}

/** Which of the delivered orders come late: by quota; some months, far states and slow sellers more. */
function chooseLate(parts: DeliveryParts, draw: Random): Uint8Array {
  const { size, calendar, course } = parts;
  const able: number[] = [];
  course.forEach((value, i) => {
    const { status, delivered } = courses[value] ?? courses[0]!;
    if (status === "delivered" && delivered) able.push(i);
  });
  const risk = Float64Array.from(able, (i) => {
    const rate = Math.max(0.001, lateness[calendar.month[i] ?? 0] ?? 0.05);
    const chance = draw.next();
    return Math.log(rate / (1 - rate)) + distanceOf(parts, i) / 2_500 +
      Math.log(chance / (1 - chance) + 1e-9);
  });
  const late = new Uint8Array(size.orders);
  for (const i of order(risk).subarray(able.length - size.of(oracle.orders.late))) {
    late[able[i] ?? 0] = 1;
  }
  return late;
}

/** Kilometres from the first line's seller to the customer. */
function distanceOf({ people, sellers, products, baskets }: DeliveryParts, order: number): number {
  const pair = baskets.starts[order] ?? 0;
  if (pair === baskets.starts[order + 1]) return 500;
  const seller = products.seller[baskets.product[pair] ?? 0] ?? 0;
  return distances[sellers.state[seller] ?? 0]?.[people.state[order] ?? 0] ?? 0;
}

/** Cards are approved within minutes, some after hours. */
function cardWait(draw: Random): number {
  return draw.chance(0.85) ? 300 + draw.int(1_500) : 1_800 + draw.int(day);
}

const midnight = (seconds: number) => Math.floor(seconds / day) * day;
