/** The facts in the column store. */
import { publishTables } from "../../clickhouse/mod.ts";
import type { ClickHouse } from "../../clickhouse/connect.ts";
import { definitionOf, type Fact, facts, factTable } from "../batch/facts.ts";
import { warehouseDatabase } from "../book.ts";

/**
 * Publishes the three tables of facts together.
 *
 * @param local the engine that has them
 * @param store where they go; the same, unless the user has a server
 * @returns how many rows each has
 */
export async function loadTables(
  local: ClickHouse,
  store: ClickHouse,
  { isSame, replace }: { readonly isSame: boolean; readonly replace: boolean },
): Promise<Record<Fact["name"], number>> {
  return await publishTables(store, {
    database: warehouseDatabase,
    tables: Object.fromEntries(facts.map((fact) => [fact.name, definitionOf(fact)])),
    replace,
    async fill(tables) {
      for (const { name } of facts) {
        const target = tables[name] ?? name;
        if (isSame) {
          await store.run(
            `INSERT INTO ${target} SELECT * FROM ${
              factTable(name)
            } SETTINGS max_partitions_per_insert_block = 0`,
          );
          continue;
        }
        const { stream } = await local.client.exec({
          query: `SELECT * FROM ${factTable(name)} FORMAT Native`,
        });
        await store.client.exec({
          query: `INSERT INTO ${target} FORMAT Native`,
          values: stream,
        }).then(({ stream }) => stream.resume());
      }
    },
  }) as Record<Fact["name"], number>;
}
