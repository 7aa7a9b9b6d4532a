/** A page such as anybody might add: one collection as a table. */
import { definePage } from "../../../../fresh-app/pages/page.ts";
import { renderReading } from "../../../../fresh-app/pages/render_reading.tsx";

export const viewed = definePage({
  topic: "viewed",
  path: "/viewed",
  name: "Viewed",
  collections: ["trending_products"],
  read: (database) =>
    database.query(
      "trending_products",
      (products) => products.find({}, { sort: { count: -1 }, limit: 50 }).toArray(),
    ),
  style: new URL("style.css", import.meta.url),
  routes: {
    "/viewed": (ctx, source) =>
      renderReading(ctx, source, ({ data }) => (
        <table class="viewed">
          <caption>Views of each product</caption>
          <tbody>
            {data.map(({ product_name, count }) => (
              <tr key={product_name}>
                <th scope="row">{product_name}</th>
                <td class="number">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )),
  },
});
