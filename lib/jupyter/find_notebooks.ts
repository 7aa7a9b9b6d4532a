/** Which notebooks there are. */
import { basename } from "node:path";
import { DzError, UsageError } from "../base/errors.ts";

/**
 * The names of the notebooks in a folder, in the order of reading; of those asked for, if any are:
 * by name, number or path, `02_trends`, `2` or `notebooks/store/02_trends.ipynb`.
 *
 * @throws {UsageError} if one that is asked for is not there
 * @throws {DzError} if there are none
 */
export async function findNotebooks(
  folder: string,
  asked: readonly string[] = [],
): Promise<string[]> {
  const names = (await Array.fromAsync(Deno.readDir(folder)))
    .flatMap(({ name }) => /^\d\d_.*\.ipynb$/.test(name) ? [basename(name, ".ipynb")] : [])
    .sort();
  if (names.length === 0) throw new DzError(`Cannot run notebooks: there are none in ${folder}`);
  const wanted = new Set(asked.map((text) => {
    const name = basename(text, ".ipynb");
    const found = names.find((one) =>
      one === name || /^\d+$/.test(name) && Number(one.slice(0, 2)) === Number(name)
    );
    if (found) return found;
    throw new UsageError(`Cannot find the notebook ${text}: there are ${names.join(", ")}`);
  }));
  return asked.length === 0 ? names : names.filter((name) => wanted.has(name));
}
