/**
 * What a graph keeps, as constraints and indexes of a Neo4j. The community edition has one database, so their names
 * say which labels are of which graph of ours.
 */
import { GraphError } from "../errors.ts";
import type { GraphSchema } from "../graph.ts";

/** A constraint or an index that a database has. */
export interface SchemaEntry {
  readonly name: string;
  readonly label: string;
  readonly property: string;
  readonly isKey: boolean;
}

/** How a database comes from what it has to what is wanted. */
export interface SchemaPlan {
  /** Labels of the graph that is there. */
  readonly oldLabels: readonly string[];
  /** What is to be run before the load, in that order. */
  readonly before: readonly string[];
  /** What is to be run when the new graph is there. */
  readonly after: readonly string[];
}

/** A name in a query, whatever it holds. */
export const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/**
 * The labels that a graph has.
 *
 * @throws {GraphError} if it has none: then nobody could tell its nodes from others
 */
export function labelsOf({ keys, indexes = [] }: GraphSchema): string[] {
  const labels = [...new Set([...keys, ...indexes].map(({ label }) => label))];
  if (labels.length === 0) throw new GraphError("Cannot load a graph without a key or an index");
  return labels;
}

const ours = "dzstore:";

/**
 * What is to be done for the schema of the graph of that name.
 *
 * @param had all constraints and indexes of the database
 * @throws {GraphError} if a label is of another graph of ours
 */
export function schemaPlan(
  name: string,
  schema: GraphSchema,
  had: readonly SchemaEntry[],
): SchemaPlan {
  const prefix = `${ours}${name}:`;
  const labels = labelsOf(schema);
  const entry = (isKey: boolean) => (of: { label: string; property: string }): SchemaEntry => ({
    ...of,
    isKey,
    name: `${prefix}${of.label}:${of.property}`,
  });
  const wanted = [...schema.keys.map(entry(true)), ...(schema.indexes ?? []).map(entry(false))];
  const old = had.filter((one) => one.name.startsWith(prefix));
  const others = had.filter((one) => one.name.startsWith(ours) && !one.name.startsWith(prefix));
  const taken = others.find(({ label }) => labels.includes(label));
  if (taken) {
    throw new GraphError(
      `Cannot load the graph ${name}: the database keeps ${taken.label} for another one ` +
        `(${taken.name}). Use another database`,
    );
  }
  const isSame = (a: SchemaEntry) => (b: SchemaEntry) => a.name === b.name && a.isKey === b.isKey;
  const obsolete = old.filter((one) => !wanted.some(isSame(one)));
  const missing = wanted.filter((one) => !old.some(isSame(one)));
  const isReplaced = ({ name }: SchemaEntry) => obsolete.some((one) => one.name === name);
  const drop = ({ name, isKey }: SchemaEntry) =>
    `DROP ${isKey ? "CONSTRAINT" : "INDEX"} ${quoted(name)} IF EXISTS`;
  const isWanted = ({ label }: SchemaEntry) => labels.includes(label);
  return {
    oldLabels: [...new Set(old.map(({ label }) => label))],
    // What may fail, since the old graph is still there, comes before what is lost then.
    before: [
      ...missing.filter((one) => !isReplaced(one)).map(made),
      ...obsolete.filter(isWanted).map(drop),
      ...missing.filter(isReplaced).map(made),
    ],
    after: obsolete.filter((one) => !isWanted(one)).map(drop),
  };
}

function made({ name, label, property, isKey }: SchemaEntry): string {
  const [of, on] = [`(n:${quoted(label)})`, `n.${quoted(property)}`];
  return isKey
    ? `CREATE CONSTRAINT ${quoted(name)} FOR ${of} REQUIRE ${on} IS UNIQUE`
    : `CREATE INDEX ${quoted(name)} FOR ${of} ON (${on})`;
}
