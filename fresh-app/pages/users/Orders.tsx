/** A user's latest orders, with what was paid at the time. */
import type { Profile, ShownOrder } from "./profiles.ts";
import { dayText, dzdText, wholeText } from "../../components/format.ts";

export function Orders({ orders, orderCount }: Pick<Profile, "orders" | "orderCount">) {
  if (orders.length === 0) return <p class="quiet">This user has not ordered anything yet.</p>;
  return (
    <>
      {orderCount > orders.length &&
        <p class="quiet">The latest {orders.length} of {wholeText(orderCount)}</p>}
      <table class="orders">
        <caption class="hidden">Past orders, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Status</th>
            <th scope="col">Items, at the price of the day</th>
            <th scope="col" class="number">Total</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => <OrderRow key={order._id} order={order} />)}
        </tbody>
      </table>
    </>
  );
}

function OrderRow({ order: { created_at, status, items, total } }: { readonly order: ShownOrder }) {
  return (
    <tr>
      <th scope="row">
        <time dateTime={created_at.toISOString()}>{dayText(created_at)}</time>
      </th>
      <td>
        <span class="tag" data-status={status}>{status}</span>
      </td>
      <td>
        <ul class="items">
          {items.map(({ name, quantity, unit_price }) => (
            <li key={name}>
              {quantity > 1 && `${quantity} × `}
              {name} <span class="quiet">{dzdText(unit_price)}</span>
            </li>
          ))}
        </ul>
      </td>
      <td class="number">{dzdText(total)}</td>
    </tr>
  );
}
