/** Variants of the curated products, by colour and by storage. */
import { curated, type Listing } from "./curated.ts";

const colors = [
  "black",
  "white",
  "blue",
  "gray",
  "green",
  "red",
  "silver",
  "gold",
  "purple",
  "pink",
  "navy",
  "beige",
];

/** Storage of a variant compared with the curated product, and what it does to the price. */
const storageSteps = [
  { storage: 1, price: 1 },
  { storage: 2, price: 1.13 },
  { storage: 4, price: 1.31 },
];

/** Yields variants of the curated products by colour and, where there is storage, by storage. */
export function* variants(): Generator<Listing> {
  for (const step of storageSteps) {
    for (const color of colors) {
      for (const listing of curated) {
        const variant = variantOf(listing, color, step);
        if (variant) yield variant;
      }
    }
  }
}

/** The curated product that a name belongs to: `iPhone 15` for `iPhone 15 (blue 256 GB)`. */
export function modelOf(name: string): string {
  return name.replace(/ \(.*\)$/, "");
}

function variantOf(listing: Listing, color: string, step: typeof storageSteps[number]) {
  if (listing.category === "case") {
    if (step.storage > 1 || listing.specs.color === color) return undefined;
    return { ...listing, name: `${listing.name} (${color})`, specs: { ...listing.specs, color } };
  }
  if (!("storage_gb" in listing.specs)) {
    return step.storage > 1 ? undefined : { ...listing, name: `${listing.name} (${color})` };
  }
  const storage_gb = listing.specs.storage_gb * step.storage;
  return {
    ...listing,
    name: `${listing.name} (${color} ${storage_gb} GB)`,
    price: Math.round(listing.price * step.price / 100) * 100,
    specs: { ...listing.specs, storage_gb },
  } as Listing;
}
