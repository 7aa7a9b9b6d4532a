/** The configurations of tests and of development repeat the product's, which Deno cannot extend. */
import { assertEquals } from "@std/assert";
import { join, normalize } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";

interface Configuration {
  readonly imports: Readonly<Record<string, string>>;
  readonly links: readonly string[];
  readonly compilerOptions: unknown;
}

const configurationIn = async (folder: string): Promise<Configuration> =>
  JSON.parse(await Deno.readTextFile(join(projectDir, folder, "deno.json")));

for (const folder of ["tests", "scripts/dev"]) {
  Deno.test(`${folder}/deno.json has all that the product's has, and the same of it`, async () => {
    const product = await configurationIn("");
    const { imports, links, compilerOptions } = await configurationIn(folder);
    const shared = Object.keys(product.imports).map((name) => [name, imports[name]]);
    assertEquals(Object.fromEntries(shared), product.imports);
    assertEquals(compilerOptions, product.compilerOptions);
    assertEquals(
      links.map((link) => normalize(join(folder, link))),
      product.links.map((link) => normalize(link)),
    );
  });
}

Deno.test("what tests and development both import is of one version", async () => {
  const [tests, dev] = await Promise.all(["tests", "scripts/dev"].map(configurationIn));
  for (const [name, version] of Object.entries(dev?.imports ?? {})) {
    assertEquals(tests?.imports[name], version, name);
  }
});
