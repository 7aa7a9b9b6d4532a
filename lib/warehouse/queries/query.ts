/** A query of the collection: what it answers, and its text. */

/** The files, by the names of what they answer. */
export const queryFiles = {
  orders_and_customers: "clickhouse/orders_and_customers.sql",
  three_revenues: "clickhouse/three_revenues.sql",
  months: "clickhouse/months.sql",
  daily_sales: "clickhouse/daily_sales.sql",
  average_basket: "clickhouse/average_basket.sql",
  basket_sizes: "clickhouse/basket_sizes.sql",
  top_categories: "clickhouse/top_categories.sql",
  sales_by_state: "clickhouse/sales_by_state.sql",
  payment_types: "clickhouse/payment_types.sql",
  late_by_state: "clickhouse/late_by_state.sql",
  score_by_delay: "clickhouse/score_by_delay.sql",
  recommendations: "clickhouse/recommendations.sql",
  score_distribution: "mongodb/score_distribution.json",
  mean_score: "mongodb/mean_score.json",
  products_by_category: "mongodb/products_by_category.json",
  search_reviews: "mongodb/search_reviews.json",
  most_active_customers: "graph/most_active_customers.cypher",
  bought_together: "graph/bought_together.cypher",
  also_bought: "graph/also_bought.cypher",
  purchases: "graph/purchases.cypher",
} as const;

export type QueryName = keyof typeof queryFiles;

/** What a query is written in: SQL for ClickHouse, Cypher for a graph, an aggregation for MongoDB. */
export type Language = "SQL" | "Cypher" | "aggregation";

export interface Query {
  readonly name: QueryName;
  readonly language: Language;
  /** The question, from the first line of its file. */
  readonly answers: string;
  /** What is run, without the question: of an aggregation the pipeline, as JSON. */
  readonly text: string;
  /** Of an aggregation. */
  readonly collection?: string;
}

/** All of them. */
export type Queries = Readonly<Record<QueryName, Query>>;

const languages: Readonly<Record<string, Language>> = {
  sql: "SQL",
  cypher: "Cypher",
  json: "aggregation",
};

/**
 * Reads the file of a query: its first line is a comment that says what it answers; JSON, which has no
 * comments, says it as `answers`.
 *
 * @throws {SyntaxError} if it does not say it
 */
export function readQuery(name: QueryName, text: string): Query {
  const language = languages[queryFiles[name].split(".").at(-1) ?? ""] ?? "SQL";
  if (language === "aggregation") {
    const { answers, collection, pipeline } = JSON.parse(text);
    return { name, language, answers, collection, text: readableJson(pipeline) };
  }
  const [, answers, query] = /^(?:--|\/\/) ([^\n]+)\n(.*)$/s.exec(text) ?? [];
  if (!answers || !query) throw new SyntaxError(`The query ${name} does not say what it answers`);
  return { name, language, answers, text: query.trim() };
}

/** JSON with what fits in a line on one line. */
function readableJson(value: unknown, indent = ""): string {
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  if (typeof value !== "object" || value === null || indent.length + line.length <= 88) return line;
  const inner = `${indent}  `;
  const [open, close, parts] = Array.isArray(value)
    ? ["[", "]", value.map((one) => readableJson(one, inner))]
    : [
      "{",
      "}",
      Object.entries(value).map(([key, one]) => `"${key}": ${readableJson(one, inner)}`),
    ];
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}

/** An aggregation's pipeline with parameters in the place of `"{name}"`, as values and never as its text. */
export function pipelineOf(
  { text }: Query,
  parameters: Readonly<Record<string, string>> = {},
): Record<string, unknown>[] {
  return JSON.parse(text, (_, value) => {
    const [, name] = typeof value === "string" ? /^\{(\w+)\}$/.exec(value) ?? [] : [];
    return name === undefined ? value : parameters[name] ?? value;
  });
}
