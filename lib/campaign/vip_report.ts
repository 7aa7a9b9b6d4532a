/** How the VIP campaign is shown: in a terminal and as JSON. */
import { toFigures } from "../base/text/to_figures.ts";
import type { WayFigures, WaysComparison } from "./compare_ways.ts";
import type { Vip, VipCriteria } from "./vip.ts";
import { type Way, wayNames, ways } from "./ways.ts";
import { bytesText } from "../base/text/bytes_text.ts";
import { columns, wrapped } from "../base/text/columns.ts";
import { counted } from "../base/text/counted.ts";
import { whole } from "../base/text/whole.ts";

/** So many VIPs are shown. */
const mostShown = 5;

/** Times that differ by less than this factor, or than so much, are the same. */
const clearly = 1.2, noise_ms = 50;

/** How many VIPs there are, and the first. */
export function vipLines(vips: readonly Vip[], { city, minSpend_dzd }: VipCriteria): string[] {
  const rows = vips.slice(0, mostShown).map(({ user_id, name, phone, total_spend }) => [
    `  user_${user_id}`,
    name,
    phone,
    `${whole(total_spend)} DZD`,
  ]);
  const found = `${counted(vips.length, "user")} in ${city} spent more than ${
    whole(minSpend_dzd)
  } DZD`;
  const more = vips.length > mostShown ? `; the first ${mostShown}:` : vips.length > 0 ? ":" : "";
  return [found + more, ...columns(rows, "lllr")];
}

/** The ways to find them side by side, then what that means. */
export function waysLines(comparison: WaysComparison): string[] {
  const { figures } = comparison;
  const row = (name: string, text: (one: WayFigures) => string) => [
    `  ${name}`,
    ...figures.map(text),
  ];
  return [
    ...columns([
      row("", ({ way }) => wayNames[way]),
      row("stage", ({ plan }) => plan.stage),
      row("index", ({ plan }) => plan.index ?? "–"),
      row("keys examined", ({ plan }) => whole(plan.keys_examined)),
      row("documents examined", ({ plan }) => whole(plan.docs_examined)),
      row("documents returned", ({ plan }) => whole(plan.docs_returned)),
      row("bytes over the wire", ({ received_bytes }) => whole(received_bytes)),
      row("ms", ({ took_ms }) => took_ms.toFixed(took_ms < 100 ? 1 : 0)),
    ], "lrrr"),
    ...wrapped(meaningOf(comparison)),
  ];
}

/** What the figures say. */
function meaningOf(comparison: WaysComparison): string {
  const { fetch_all, no_index, pushed_down } = byWay(comparison);
  const { index, docs_examined, docs_returned } = pushed_down.plan;
  const examined = `examines ${counted(docs_examined, "document")} to return ${
    whole(docs_returned)
  }`;
  const reading = index === null
    ? `No index serves the query, so MongoDB ${examined}.`
    : docs_examined < no_index.plan.docs_examined
    ? `By its index MongoDB ${examined}; without it, ${whole(no_index.plan.docs_examined)}.`
    : `MongoDB ${examined}, by its index as without it.`;
  const times = fetch_all.received_bytes / pushed_down.received_bytes;
  const sending = times >= 1.05
    ? `It sends ${bytesText(pushed_down.received_bytes)} instead of ` +
      `${bytesText(fetch_all.received_bytes)}, ${toFigures(times, 2)} times less.`
    : "It sends no fewer bytes than all users take.";
  const isSlower = index !== null && pushed_down.took_ms > clearly * no_index.took_ms &&
    pushed_down.took_ms > no_index.took_ms + noise_ms;
  const slower = "Here the index is slower than none: to look up so many documents one by one " +
    "costs more than to read all of them in a row. It pays where fewer match.";
  return [reading, sending, ...isSlower ? [slower] : []].join(" ");
}

/** What to do about a store without the index; `undefined` if it has it. */
export function indexAdvice(comparison: WaysComparison): string | undefined {
  if (byWay(comparison).pushed_down.plan.index !== null) return undefined;
  return "users has no index for this query. In mongosh: " +
    "db.users.createIndex({ city: 1, total_spend: -1 })";
}

/** The figures for other programs. */
export function vipJson(comparison: WaysComparison) {
  const { fetch_all, pushed_down } = byWay(comparison);
  return {
    count: comparison.vips.length,
    users: comparison.vips,
    plan: pushed_down.plan,
    bytes: { fetch_all: fetch_all.received_bytes, pushed_down: pushed_down.received_bytes },
  };
}

/** The figures of stores of several sizes for other programs. */
export function scaleJson(stores: readonly WaysComparison[]) {
  return {
    sizes: stores.map(({ users, vips, figures }) => ({
      users,
      count: vips.length,
      ways: figures.map(({ way, plan, received_bytes, took_ms }) => ({
        way,
        ...plan,
        bytes: received_bytes,
        ms: Math.round(took_ms * 10) / 10,
      })),
    })),
  };
}

function byWay({ figures }: WaysComparison): Record<Way, WayFigures> {
  const of = (way: Way) => {
    const found = figures.find((one) => one.way === way);
    if (found) return found;
    throw new TypeError(`Cannot show the ways to find VIPs: ${way} was not measured`);
  };
  return Object.fromEntries(ways.map((way) => [way, of(way)])) as Record<Way, WayFigures>;
}
