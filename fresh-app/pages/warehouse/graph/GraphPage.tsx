/** The graph and the recommendations: who buys, what is bought together, what is recommended to whom. */
import type { Recommended } from "../../../../lib/warehouse/results.ts";
import { Asked } from "../parts/Asked.tsx";
import { type Column, numbers, Rows } from "../parts/Rows.tsx";
import { shortId } from "../parts/text.ts";
import { WarehousePage } from "../parts/WarehousePage.tsx";
import { Evaluation } from "./Evaluation.tsx";
import type {
  ActiveRow,
  AlsoRow,
  GraphAnswers,
  Picked,
  PurchaseRow,
  RecommendationRow,
  TogetherRow,
} from "./graph.ts";
import { IdPicker } from "./IdPicker.tsx";

interface Shown extends GraphAnswers {
  /** What the recommendations are worth; absent: they were not made. */
  readonly evaluation: Recommended | undefined;
}

export function GraphPage(shown: Shown) {
  const { active, together, also, purchases, recommended, picked, evaluation } = shown;
  const product = (id: string) => <Pick id={id} picked={picked} of="product" />;
  const customer = (id: string) => <Pick id={id} picked={picked} of="customer" />;
  const togetherColumns: Column<TogetherRow>[] = [
    { name: "Product", value: (row) => [product(row.product), " ", row.category] },
    { name: "And", value: (row) => [product(row.other), " ", row.other_category] },
    numbers("Buyers", ({ customers }) => customers),
  ];
  const activeColumns: Column<ActiveRow>[] = [
    { name: "Customer", value: (row) => customer(row.customer) },
    { name: "Where", value: ({ city, state }) => `${city}, ${state}` },
    numbers("Products", ({ products }) => products),
    numbers("Bought", ({ quantity }) => quantity),
  ];
  const alsoColumns: Column<AlsoRow>[] = [
    { name: "Product", value: (row) => product(row.product) },
    { name: "Category", value: ({ category }) => category },
    numbers("Buyers", ({ customers }) => customers),
  ];
  const purchaseColumns: Column<PurchaseRow>[] = [
    { name: "Product", value: (row) => product(row.product) },
    { name: "Category", value: ({ category }) => category },
    numbers("Bought", ({ quantity }) => quantity),
  ];
  const recommendedColumns: Column<RecommendationRow>[] = [
    numbers("Rank", ({ rank }) => rank),
    { name: "Product", value: ({ product_id }) => product(product_id) },
    numbers("Score", ({ score }) => score.toFixed(2)),
    { name: "Why", value: ({ reason }) => <Reason text={reason} /> },
  ];
  return (
    <WarehousePage path="/warehouse/graph" about="Who bought what, and what is recommended to whom">
      <Asked
        title="Bought together"
        note="Pick a product to see what else its buyers bought"
        answer={together}
      >
        {(rows) => (
          <Rows
            none="Nobody bought two products."
            caption="Products with most buyers in common"
            rows={rows}
            columns={togetherColumns}
          />
        )}
      </Asked>
      <Asked
        title="Most active customers"
        note="Pick one to see what is recommended"
        answer={active}
      >
        {(rows) => (
          <Rows
            caption="Customers who bought most"
            rows={rows}
            columns={activeColumns}
          />
        )}
      </Asked>
      <IdPicker picked={picked} />
      {also && (
        <Asked
          title="Who bought this also bought"
          note={`Product ${picked.product}`}
          answer={also}
          isWide
        >
          {(rows) => (
            <Rows
              none="Nobody who bought it bought anything else, or there is no such product."
              caption="What else its buyers bought"
              rows={rows}
              columns={alsoColumns}
            />
          )}
        </Asked>
      )}
      {purchases && (
        <Asked
          title="What this customer bought"
          note={`Customer ${picked.customer}`}
          answer={purchases}
        >
          {(rows) => (
            <Rows
              none="No order of this customer has a line, or there is no such customer."
              caption="Products that the customer bought"
              rows={rows}
              columns={purchaseColumns}
            />
          )}
        </Asked>
      )}
      {recommended && (
        <Asked
          title="Recommended to this customer"
          note={`Customer ${picked.customer}`}
          answer={recommended}
        >
          {(rows) => (
            <Rows
              none="There is no such customer."
              caption="Recommendations, the best first"
              rows={rows}
              columns={recommendedColumns}
            />
          )}
        </Asked>
      )}
      <Evaluation evaluation={evaluation} />
    </WarehousePage>
  );
}

/** An id that picks what it names; the other pick stays. */
function Pick({ id, picked, of }: {
  readonly id: string;
  readonly picked: Picked;
  readonly of: keyof Picked;
}) {
  const search = new URLSearchParams({ ...picked, [of]: id });
  const isPicked = picked[of] === id;
  return (
    <a
      class="id"
      href={`/warehouse/graph?${search}`}
      title={id}
      aria-current={isPicked ? "true" : "false"}
    >
      {shortId(id)}
    </a>
  );
}

/** The reason as it is written in the table, its long id shortened. */
const Reason = ({ text }: { readonly text: string }) => (
  <span title={text}>{text.replace(/[0-9a-f]{32}/, shortId)}</span>
);
