/** The interactions written into the memory that the threads share. */
import type { Ratings } from "./interactions.ts";
import { type Slot, view } from "./layout.ts";
import type { Feedback } from "./options.ts";
import { placesIn } from "./order.ts";

/** Where the sparse matrix of one side lies in the memory. */
export interface SideSlots {
  readonly indptr: Slot<"u32">;
  readonly indices: Slot<"u32">;
  readonly weights: Slot<"f32">;
}

/** In which order the rows of the two sides are kept: see `busiestFirst`. */
export interface Orders {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
}

/** Whether a rating is an entry: of implicit feedback those of 0 are none. */
export const isEntry = (rating: number, feedback: Feedback): boolean =>
  rating > 0 || feedback === "explicit";

/** How many entries each user and each item has. */
export function countsOf(
  { users, items, indptr, indices, values }: Ratings,
  feedback: Feedback,
) {
  const counts = { users: new Uint32Array(users.length), items: new Uint32Array(items.length) };
  for (let user = 0; user < users.length; user++) {
    for (let entry = indptr[user] as number; entry < (indptr[user + 1] as number); entry++) {
      if (!isEntry(values[entry] as number, feedback)) continue;
      add(counts.users, user, 1);
      add(counts.items, indices[entry] as number, 1);
    }
  }
  return counts;
}

/** Writes the matrix into the memory, by user and by item in their orders: its entries alone. */
export function fill(
  buffer: ArrayBufferLike,
  { indptr, indices, values }: Ratings,
  { alpha, feedback }: { readonly alpha: number; readonly feedback: Feedback },
  orders: Orders,
  userSide: SideSlots,
  itemSide: SideSlots,
): void {
  const byUser = openSide(buffer, userSide), byItem = openSide(buffer, itemSide);
  const placeOf = placesIn(orders.items);
  for (let entry = 0; entry < indices.length; entry++) {
    if (!isEntry(values[entry] as number, feedback)) continue;
    add(byItem.indptr, (placeOf[indices[entry] as number] as number) + 1, 1);
  }
  for (let item = 0; item < orders.items.length; item++) {
    add(byItem.indptr, item + 1, byItem.indptr[item] as number);
  }
  const next = byItem.indptr.slice();
  let at = 0;
  for (let user = 0; user < orders.users.length; user++) {
    const row = orders.users[user] as number;
    for (let entry = indptr[row] as number; entry < (indptr[row + 1] as number); entry++) {
      const item = placeOf[indices[entry] as number] as number, value = values[entry] as number;
      if (!isEntry(value, feedback)) continue;
      const there = next[item] as number;
      next[item] = there + 1;
      byUser.indices[at] = item;
      byItem.indices[there] = user;
      byUser.weights[at] = byItem.weights[there] = alpha * value;
      at++;
    }
    byUser.indptr[user + 1] = at;
  }
}

function openSide(buffer: ArrayBufferLike, { indptr, indices, weights }: SideSlots) {
  return {
    indptr: view(buffer, indptr),
    indices: view(buffer, indices),
    weights: view(buffer, weights),
  };
}

function add(array: Uint32Array, at: number, value: number): void {
  array[at] = (array[at] as number) + value;
}
