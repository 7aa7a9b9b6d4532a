/** The jobs also run by `spark-submit` alone, so they repeat a few values: these are the same. */
import { assert, assertEquals } from "@std/assert";
import { columnsOf, eventTypes, shopLog, webTraffic } from "../../lib/log_format.ts";
import { mllibDefaults } from "../../lib/spark/mllib_defaults.ts";
import { defaultWeighting } from "../../lib/trends/rank/weighted_views.ts";
import { trendsDefaults } from "../../scripts/shared/trends_flags.ts";

const jobs = new URL("../../lib/spark/jobs/", import.meta.url);
const read = (name: string) => Deno.readTextFile(new URL(name, jobs));

/** The default of each flag of a job, as Python writes it. */
async function defaultsOf(name: string): Promise<Record<string, number>> {
  const flags = (await read(name)).matchAll(/add_argument\("--([\w-]+)".*?default=([\d._]+)/g);
  return Object.fromEntries([...flags].map(([, flag = "", value]) => [flag, Number(value)]));
}

Deno.test("the jobs have the defaults of the tasks", async () => {
  assertEquals(await defaultsOf("spark_recs.py"), { ...mllibDefaults });
  const { top, halfLife, maxRejected } = trendsDefaults;
  assertEquals(await defaultsOf("spark_trends.py"), {
    top,
    "half-life": halfLife,
    "max-rejected": maxRejected,
  });
  assertEquals(await defaultsOf("spark_vip.py"), {}); // both are asked for
});

Deno.test("the jobs read the columns and words of the logs", async () => {
  const text = (await read("dzstore/log_format.py")).replaceAll(/\s+/g, "");
  const python = (values: readonly string[]) => values.map((value) => `"${value}"`).join(",");
  assert(text.includes(`EVENTS=(${python(eventTypes)})`));
  assertEquals(shopLog.words, eventTypes);
  assert(text.includes(`SHOP_LOG=Format(${python(columnsOf(shopLog))},EVENTS)`));
  const { words } = webTraffic;
  assert(text.includes(`WEB_TRAFFIC=Format(${python(columnsOf(webTraffic))},(${python(words)}))`));
});

Deno.test("the jobs weigh views as the trends do", async () => {
  const text = await read("dzstore/weighting.py");
  const { halfLife_hours, baseline_days } = defaultWeighting;
  assert(text.includes(`half_life_hours: float = ${halfLife_hours}\n`));
  assert(text.includes(`baseline_days: int = ${baseline_days}\n`));
});
