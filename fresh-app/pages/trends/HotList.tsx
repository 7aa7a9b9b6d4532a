/** The products that are viewed more than their own past explains. */
import type { HotProduct } from "../../../lib/documents.ts";
import { decimalText } from "../../components/format.ts";

export function HotList({ hot }: { readonly hot: readonly HotProduct[] }) {
  return (
    <section class="card hot" aria-labelledby="hot-title">
      <h2 id="hot-title">Hot right now</h2>
      {hot.length === 0
        ? <p class="quiet">No product stands out, or there is no past to compare with.</p>
        : (
          <>
            <p class="quiet">Viewed more than their own past explains</p>
            <ol>
              {hot.map(({ rank, product_name, views, baseline, score }) => (
                <li key={rank}>
                  <span class="name">{product_name}</span>
                  <span class="badge" title="Standard deviations above what was expected">
                    +{decimalText(score)} σ
                  </span>
                  <span class="quiet">
                    {decimalText(views)} weighted views, {decimalText(baseline)} expected
                  </span>
                </li>
              ))}
            </ol>
          </>
        )}
    </section>
  );
}
