import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { join } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";
import {
  pipelineOf,
  queryFiles,
  type QueryName,
  readQuery,
} from "../../lib/warehouse/queries/query.ts";
import { readQueries } from "../../lib/warehouse/queries/read_queries.ts";

const folder = join(projectDir, "lib", "warehouse", "queries");

Deno.test("each file of a query is known by its name, says what it answers, and is documented", async () => {
  const files: string[] = [];
  for (const engine of ["clickhouse", "graph", "mongodb"]) {
    for await (const { name } of Deno.readDir(join(folder, engine))) {
      files.push(`${engine}/${name}`);
    }
  }
  assertEquals(files.sort(), Object.values(queryFiles).toSorted());
  const document = (await Deno.readTextFile(join(projectDir, "docs", "warehouse.md")))
    .replace(/\s+/g, " ");
  for (const { name, answers, text } of Object.values(await readQueries())) {
    assertStringIncludes(document, `[${answers}](../lib/warehouse/queries/${queryFiles[name]})`);
    assertMatch(text, /^(SELECT|MATCH|\[)/);
    assertEquals(queryFiles[name], queryFiles[name].replace(/[^/]+(?=\.)/, name));
  }
});

Deno.test("a query that does not say what it answers is refused", () => {
  assertThrows(() => readQuery("months", "SELECT 1"), SyntaxError, "months");
});

Deno.test("a parameter becomes a value of the pipeline, whatever it is", async () => {
  const { search_reviews } = await readQueries();
  const words = '"} }, { "$out": "reviews" } {words} $ne';
  const [match, ...others] = pipelineOf(search_reviews, { words });
  assertEquals(match, { $match: { $text: { $search: words } } });
  assertEquals(others.map((stage) => Object.keys(stage)), [["$sort"], ["$limit"], ["$project"]]);
  const name: QueryName = "mean_score";
  assertEquals(pipelineOf((await readQueries())[name]).length, 2);
});
