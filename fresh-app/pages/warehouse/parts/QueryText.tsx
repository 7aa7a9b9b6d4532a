/** The query behind a figure, which opens. */
import type { Query } from "../../../../lib/warehouse/queries/query.ts";

export function QueryText({ query: { language, answers, collection, text, name } }: {
  readonly query: Query;
}) {
  return (
    <details class="query" data-query={name}>
      <summary>
        {language === "aggregation" ? "Aggregation" : language}
        <span class="hidden">: {answers}</span>
      </summary>
      <p class="quiet">{answers}</p>
      <pre tabIndex={0} aria-label={`${language}: ${answers}`}><code>
        {collection ? `db.${collection}.aggregate(${text})` : text}
      </code></pre>
    </details>
  );
}
