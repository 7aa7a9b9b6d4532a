/** The task `verify_results`: files and stores agree with each other and with the raw files. */
import { DzError, LastingError } from "../../base/errors.ts";
import { keepResult, needResult, type Verified } from "../results.ts";
import { carryOut } from "../verify/check.ts";
import { checksOf, type Stores } from "../verify/checks.ts";

/**
 * Carries out all checks.
 *
 * @throws {LastingError} if any two sides differ; the result is kept all the same
 * @throws {DzError} if a side could not be asked
 */
export async function verifyResults(stores: Stores): Promise<Verified> {
  const { place } = stores;
  const checks = checksOf(
    stores,
    await needResult(place, "transform_clean_data"),
    await needResult(place, "spark_ml_recommendations"),
  );
  const results = [];
  for (const check of checks) results.push(await carryOut(check));
  const verified = await keepResult(place, "verify_results", { checks: results });
  const wrong = results.filter(({ agrees }) => !agrees);
  const [first] = wrong;
  if (first) {
    const Kind = wrong.some(({ unanswered }) => unanswered) ? DzError : LastingError;
    throw new Kind(
      `Cannot confirm the results: ${wrong.length} of ${results.length} checks fail. ${first.what}: ` +
        `${first.one.value} in ${first.one.where}, ${first.other.value} in ${first.other.where}. ` +
        "The report names all. Run `deno task warehouse` again",
    );
  }
  return verified;
}
