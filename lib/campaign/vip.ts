/** What a VIP is, and what a campaign needs to know of one. */
import { z } from "zod";
import { type User, user } from "../documents.ts";

/** Who is a VIP. */
export interface VipCriteria {
  readonly city: string;
  /** A VIP has spent more than that. */
  readonly minSpend_dzd: number;
}

/** Whom the assignment asks for. */
export const vipDefaults: VipCriteria = { city: "Oran", minSpend_dzd: 100_000 };

/** What a campaign needs to know of a user. */
export const vipFields = [
  "user_id",
  "name",
  "email",
  "phone",
  "city",
  "total_spend",
] as const satisfies readonly (keyof User)[];

/** A user as far as a campaign needs to know. */
export type Vip = Pick<User, typeof vipFields[number]>;

/** What is read of a VIP, whoever wrote the user. */
export const vipShape = z.object(
  user.pick({
    user_id: true,
    name: true,
    email: true,
    phone: true,
    city: true,
    total_spend: true,
  }).shape,
);

/** Whether a user is a VIP: what `vipQuery` asks MongoDB, in TypeScript. */
export function isVip(user: Vip, { city, minSpend_dzd }: VipCriteria): boolean {
  return user.city === city && user.total_spend > minSpend_dzd;
}

/** What a campaign needs to know of a user, and no more. */
export function vipOf({ user_id, name, email, phone, city, total_spend }: Vip): Vip {
  return { user_id, name, email, phone, city, total_spend };
}

/** VIPs with the best spenders first; of those that have spent the same, by `user_id`. */
export function ranked(vips: readonly Vip[]): Vip[] {
  return vips.toSorted((a, b) => b.total_spend - a.total_spend || a.user_id - b.user_id);
}
