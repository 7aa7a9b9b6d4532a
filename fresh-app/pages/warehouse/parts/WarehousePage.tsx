/** What the four pages of the warehouse have in common: title, ways to the others, and what is asked. */
import type { ComponentChildren } from "preact";

/** The pages, by their paths. */
export const warehousePages = {
  "/warehouse": "Overview",
  "/warehouse/sales": "Sales",
  "/warehouse/reviews": "Reviews",
  "/warehouse/graph": "Graph",
} as const;

export type WarehousePath = keyof typeof warehousePages;

export function WarehousePage({ path, about, children }: {
  readonly path: WarehousePath;
  /** A line below the title. */
  readonly about: string;
  readonly children: ComponentChildren;
}) {
  return (
    <>
      <div class="title">
        <h1>Warehouse: {warehousePages[path].toLowerCase()}</h1>
        <p class="quiet">{about}</p>
      </div>
      <nav class="tabs" aria-label="Pages of the warehouse">
        {Object.entries(warehousePages).map(([to, name]) => (
          <a key={to} href={to} aria-current={to === path ? "page" : "false"}>{name}</a>
        ))}
      </nav>
      <div class="asked-all">{children}</div>
    </>
  );
}
