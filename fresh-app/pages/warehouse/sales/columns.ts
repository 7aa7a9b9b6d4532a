/** The columns of the tables of the sales. */
import { wholeText } from "../../../components/format.ts";
import { type Column, numbers } from "../parts/Rows.tsx";
import { reaisText, shareText } from "../parts/text.ts";
import type { CategoryRow, DayRow, LateRow, PaymentRow, StateRow } from "./sales.ts";

const count = (text: string) => wholeText(Number(text));

export const dayColumns: readonly Column<DayRow>[] = [
  { name: "Day", value: ({ day }) => day },
  numbers("Orders", ({ orders }) => count(orders)),
  numbers("Revenue", ({ revenue }) => reaisText(revenue)),
];

export const categoryColumns: readonly Column<CategoryRow>[] = [
  { name: "Category", value: ({ category }) => category },
  { name: "In English", value: ({ english }) => english ?? "–" },
  numbers("Lines", ({ items }) => count(items)),
  numbers("Revenue", ({ revenue }) => reaisText(revenue)),
];

export const stateColumns: readonly Column<StateRow>[] = [
  { name: "State", value: ({ state }) => state },
  numbers("Orders", ({ orders }) => count(orders)),
  numbers("Customers", ({ customers }) => count(customers)),
  numbers("Revenue", ({ revenue }) => reaisText(revenue)),
];

export const lateColumns: readonly Column<LateRow>[] = [
  { name: "State", value: ({ state }) => state },
  numbers("Deliveries", ({ deliveries }) => count(deliveries)),
  numbers("Late", ({ late }) => count(late)),
  numbers("Share", ({ late, deliveries }) => shareText(Number(late) / Number(deliveries))),
];

export const paymentColumns: readonly Column<PaymentRow>[] = [
  { name: "Type", value: ({ payment_type }) => payment_type },
  numbers("Payments", ({ payments }) => count(payments)),
  numbers("Paid", ({ paid }) => reaisText(paid)),
  numbers("Mean", ({ paid, payments }) => reaisText((Number(paid) / Number(payments)).toFixed(2))),
];
