/** The list of VIPs that a campaign is sent to, as CSV. */
import { csvLine } from "../base/text/csv_line.ts";
import { type Vip, vipFields } from "./vip.ts";

/**
 * The VIPs as CSV (RFC 4180): a header, then a line for each.
 *
 * It will be opened with a spreadsheet, which takes a text that begins with `=`, `+`, `-` or `@` for a
 * formula and would run what a user has entered as a name. Such a text gets an apostrophe before it,
 * as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection). A phone number is left as
 * it is: a plus sign and digits do no harm, and who sends the messages needs them.
 */
export function promoList(vips: readonly Vip[]): string {
  const lines = vips.map((vip) =>
    csvLine(vipFields.map((field) => {
      const value = vip[field];
      return typeof value === "string" ? harmless(value) : value;
    }))
  );
  return [csvLine(vipFields), ...lines].join("");
}

/** The name of a city's file, such as `vip_sidi_bel_abbes.csv`. */
export function promoListName(city: string): string {
  const words = city.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return `${["vip", ...words ?? []].join("_")}.csv`;
}

function harmless(text: string): string {
  return /^[=+\-@＝＋－＠\t\r\n]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text;
}
