/** Files in the shape of Olist's, of any size, from a seed. */
import { join } from "node:path";
import { UsageError } from "../../base/errors.ts";
import { attempt, replaceFiles } from "../../base/files/replace_files.ts";
import { writeAll } from "../../base/files/write_all.ts";
import { isWhole } from "../../base/is_whole.ts";
import { encoded } from "../../base/text/encoded.ts";
import {
  geolocationFile,
  olistFiles,
  type OlistName,
  olistNames,
  translationFile,
} from "../olist.ts";
import { categories } from "./market/categories.ts";
import { removeDirt } from "./dirt/dirt_files.ts";
import { geolocationLines } from "./lines/geolocation.ts";
import { madeMarkets } from "./made_markets.ts";
import { marketJobs, marketName } from "./market_job.ts";

/** What to generate. */
export interface GenerateOptions {
  /** How many orders; {@linkcode oracle} holds at the real size, 99,441. */
  readonly orders: number;
  readonly seed: number;
  /** Where the files go; made if it is missing. */
  readonly dir: string;
  /** How many threads; the files do not depend on it. Default: as many as the machine has. */
  readonly threads?: number;
  /** Whether to write the places, too, which nothing in the warehouse reads. Default: no. */
  readonly geolocation?: boolean;
}

/** What was generated. */
export interface Generated {
  readonly dir: string;
  readonly rows: Readonly<Record<OlistName, number>>;
  readonly bytes: number;
}

const [fewest, most] = [1, 1_000_000_000];

/**
 * Writes the seven files and the translation of categories: the same bytes for the same seed. Up to
 * the real size they are one market; beyond it they are several side by side, which share no people,
 * products or sellers, so that memory does not grow.
 *
 * @param onProgress told how many orders are written
 * @throws {UsageError} if the number of orders or the seed cannot be used
 * @throws {FileError} if a file cannot be written
 */
export async function generateOlist(
  { orders, seed, dir, threads = navigator.hardwareConcurrency, geolocation = false }:
    GenerateOptions,
  onProgress: (orders: number) => void = () => {},
): Promise<Generated> {
  if (!isWhole(orders, fewest, most)) {
    throw new UsageError(`Cannot generate ${orders} orders: give a whole number from 1 to 10^9`);
  }
  if (!isWhole(seed, 0, Number.MAX_SAFE_INTEGER)) {
    throw new UsageError(`Cannot use ${seed} as a seed: give a whole number, 0 or more`);
  }
  await attempt(dir, () => Deno.mkdir(dir, { recursive: true }));
  const paths = olistNames.map((name) => join(dir, olistFiles[name].fileName));
  const others = [translationFile, ...geolocation ? [geolocationFile] : []];
  paths.push(...others.map(({ fileName }) => join(dir, fileName)));
  const rows = { ...emptyRows };
  let bytes = 0, done = 0;
  const jobs = marketJobs(seed, orders);
  await replaceFiles(paths, async (files) => {
    const put = async (at: number, piece: Uint8Array) => {
      const file = files[at];
      if (file) await attempt(paths[at] ?? dir, () => writeAll(file, piece));
      bytes += piece.length;
    };
    for (const [at, name] of olistNames.entries()) {
      await put(at, encoded(headerOf(olistFiles[name])));
    }
    await put(olistNames.length, encoded(translation()));
    if (geolocation) {
      const at = olistNames.length + 1;
      await put(at, encoded(headerOf(geolocationFile)));
      for (const { index, orders } of jobs) {
        for (const piece of geolocationLines(seed, marketName(index), orders)) await put(at, piece);
      }
    }
    let index = 0;
    for await (const market of madeMarkets(jobs, threads)) {
      for (const [at, name] of olistNames.entries()) {
        for (const piece of market.files[name]) await put(at, piece);
        rows[name] += market.rows[name];
      }
      onProgress(done += jobs[index++]?.orders ?? 0);
    }
  });
  await removeDirt(dir);
  return { dir, rows, bytes };
}

const emptyRows: Record<OlistName, number> = {
  customers: 0,
  orders: 0,
  order_items: 0,
  order_payments: 0,
  order_reviews: 0,
  products: 0,
  sellers: 0,
};

/** Names of columns stand in quotes. */
const headerOf = ({ columns }: { readonly columns: object }) =>
  `${Object.keys(columns).map((column) => `"${column}"`).join(",")}\n`;

/** The translation begins with a byte order mark, and has no quotes. */
function translation(): string {
  const lines = categories.flatMap(({ name, english }) => english ? [`${name},${english}`] : []);
  return `\uFEFF${[Object.keys(translationFile.columns).join(","), ...lines].join("\n")}\n`;
}
