/** What is said of a city where nobody lives: which ones may have been meant. */
import { DzError } from "../base/errors.ts";
import { closeNames } from "../base/text/close_names.ts";

/** So many cities are named where none is close. */
const mostNamed = 5;
/** So much is quoted of a name that is none. */
const mostQuoted = 60;

/**
 * The error for a city where nobody lives.
 *
 * @param cities where somebody lives, those with the most users first
 */
export function unknownCity(city: string, cities: readonly string[]): DzError {
  const close = closeNames(city, cities).slice(0, mostNamed);
  const named = cities.slice(0, mostNamed).join(", ");
  const others = cities.length - mostNamed;
  const advice = close.length > 0
    ? `Did you mean ${close.join(" or ")}?`
    : `There are ${named}${others > 0 ? ` and ${others} more` : ""}`;
  const quoted = JSON.stringify(city.length > mostQuoted ? `${city.slice(0, mostQuoted)}…` : city);
  return new DzError(`Cannot find VIPs in ${quoted}: no user lives there. ${advice}`);
}
