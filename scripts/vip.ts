/** `deno task vip`: the VIP campaign, who they are and the proof that the database found them. */
import { join } from "node:path";
import type { Option } from "commander";
import { compareWays, type WaysComparison } from "../lib/campaign/compare_ways.ts";
import { promoList, promoListName } from "../lib/campaign/promo_list.ts";
import { requireResidents } from "../lib/campaign/require_residents.ts";
import type { VipCriteria } from "../lib/campaign/vip.ts";
import { vipChart } from "../lib/campaign/charts/vip_chart.ts";
import { UsageError } from "../lib/base/errors.ts";
import { withDatabase } from "../lib/mongo/database.ts";
import { WireMeter } from "../lib/mongo/measure/wire_meter.ts";
import { requireWritable } from "../lib/base/files/output.ts";
import { writeFileWhole } from "../lib/base/files/replace_files.ts";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import { command, examples, notice, print, progress, run, wholeNumber } from "./shared/cli.ts";
import { addVipFlags, type VipFlags } from "./shared/vip_flags.ts";
import { whole } from "../lib/base/text/whole.ts";
import { simulatedStores } from "../lib/simulate/mod.ts";
import { compareAtScale } from "../lib/campaign/compare_at_scale.ts";
import {
  indexAdvice,
  scaleJson,
  vipJson,
  vipLines,
  waysLines,
} from "../lib/campaign/vip_report.ts";

interface Flags extends VipFlags {
  readonly export?: string | true;
  readonly scale?: readonly number[] | true;
  readonly chart?: string;
  readonly json?: true;
}

const defaultSizes = [2_000, 10_000, 1_000_000];
/** The most users that the simulator makes. */
const mostUsers = 1_000_000;

const program = addVipFlags(
  command("vip", "The VIP campaign: who they are, and the proof that the database found them"),
)
  .option("--export [file.csv]", "write all of them to a file (default: data/vip_<city>.csv)")
  .addOption(severalSizes().conflicts("export"))
  .option("--chart <file.svg>", "with --scale: where to draw it (default: data/charts/vip.svg)")
  .option("--json", "print JSON; its users are all VIPs, the best spenders first")
  .action(async (flags: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    const criteria = { city: flags.city, minSpend_dzd: flags.minSpend };
    if (flags.scale) return await showScale(settings, criteria, flags);
    if (flags.chart) throw new UsageError("Cannot use --chart without --scale");
    const list = listPath(settings, flags);
    if (list) requireWritable(list);
    const comparison = await compareInStore(settings, criteria);
    if (list) await writeFileWhole(list, promoList(comparison.vips));
    const advice = indexAdvice(comparison);
    if (flags.json) print(JSON.stringify(vipJson(comparison)));
    else {
      print(...vipLines(comparison.vips, criteria));
      print("", `How they are found among ${whole(comparison.users)} users`);
      print(...waysLines(comparison));
    }
    if (advice) notice(advice);
    if (list) notice(`Wrote ${whole(comparison.vips.length)} users to ${list}`);
  });

/** Compares the ways in the store, over a connection of its own. */
async function compareInStore(
  settings: Settings,
  criteria: VipCriteria,
): Promise<WaysComparison> {
  await using meter = new WireMeter();
  return await withDatabase(settings, "reader", notice, async (db) => {
    await requireResidents(db, criteria.city);
    return await compareWays(db, criteria, meter);
  }, { meter });
}

/** Compares the ways in stores of several sizes, and draws it. */
async function showScale(
  settings: Settings,
  criteria: VipCriteria,
  { scale, chart = join(settings.dataDir, "charts", "vip.svg"), json }: Flags,
): Promise<void> {
  const sizes = Array.isArray(scale) ? [...new Set(scale)].sort((a, b) => a - b) : defaultSizes;
  requireWritable(chart);
  const stores: WaysComparison[] = [];
  for await (
    const store of compareAtScale(settings, criteria, sizes, {
      ...simulatedStores,
      onNotice: notice,
      startProgress: progress,
    })
  ) {
    stores.push(store);
    if (json) continue;
    print(`${whole(store.vips.length)} VIPs among ${whole(store.users)} users`);
    print(...waysLines(store));
    print("");
  }
  if (json) print(JSON.stringify(scaleJson(stores)));
  await writeFileWhole(chart, vipChart(stores));
  notice(`Drew ${chart}`);
}

/** Where the promo list goes, if it is wanted. */
function listPath(settings: Settings, { city, export: to }: Flags): string | undefined {
  if (to === undefined) return;
  if (to === true) return join(settings.dataDir, promoListName(city));
  if (/\.csv$/i.test(to)) return to;
  throw new UsageError(`Cannot export to ${to}: the name must end in .csv`);
}

/** A flag that takes the sizes of stores, or none for the default. */
function severalSizes(): Option {
  const sizes = wholeNumber(
    "--scale [users...]",
    "compare the ways in stores of so many users that are thrown away (default: " +
      `${defaultSizes.join(" ")})`,
    1,
    mostUsers,
  );
  const { parseArg: parseSize } = sizes;
  return sizes.argParser((text, before: readonly number[] = []) => [
    ...before,
    Number(parseSize?.(text, undefined)),
  ]);
}

examples(program, {
  "--city Constantine --min-spend 250000": "other VIPs",
  "--export": "all of them as a file, for a campaign",
  "--scale 2000 200000": "how the ways to find them compare in larger stores",
});
await run(program);
