/** The words of a page. */
import { DOMParser } from "linkedom";

/** The text of an HTML page, without its markup. */
export function textIn(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").body?.textContent ?? "";
}
