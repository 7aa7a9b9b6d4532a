/** Picks any product and any customer by their ids. */
import type { Picked } from "./graph.ts";

/** Ids of the warehouse. */
export const idPattern = /^([0-9a-f]{32})?$/;

export function IdPicker({ picked }: { readonly picked: Picked }) {
  return (
    <section class="card asked full" aria-label="Pick by id" data-stays="ids">
      <form action="/warehouse/graph" method="get" class="asks">
        {(["product", "customer"] as const).map((of) => (
          <div key={of}>
            <label for={`id-of-${of}`}>{of === "product" ? "Product" : "Customer"} id</label>
            <div class="field">
              <input
                id={`id-of-${of}`}
                name={of}
                type="text"
                value={picked[of]}
                maxLength={32}
                autoComplete="off"
                spellcheck={false}
              />
            </div>
          </div>
        ))}
        <div class="field">
          <button type="submit">Show</button>
        </div>
      </form>
    </section>
  );
}
