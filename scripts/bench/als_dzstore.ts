/** One run of the store's engine in a process of its own, so that its memory can be measured. */
import { join } from "node:path";
import type { Interactions } from "../../lib/recommend/engine/mod.ts";
import { topKAll } from "../../lib/recommend/engine/top_k_all.ts";
import { trainEngine } from "../../lib/recommend/engine/train.ts";
import type { AlsJob, AlsMeasured } from "./als_job.ts";
import { readRaw, writeRaw } from "./als_data.ts";

const [folder = "."] = Deno.args;
const job: AlsJob = JSON.parse(await Deno.readTextFile(join(folder, "job.json")));
const { users, items, factors, k, threads } = job;
const interactions: Interactions = {
  users: Array.from({ length: users }, (_, user) => user),
  items: Array.from({ length: items }, (_, item) => `${item}`),
  indptr: new Uint32Array(await readRaw(folder, "indptr.u32")),
  indices: new Uint32Array(await readRaw(folder, "indices.u32")),
  values: new Float32Array(await readRaw(folder, "values.f32")),
};
const ends: number[] = [];
const model = await trainEngine(interactions, {
  ...job,
  start: {
    users: new Float32Array(await readRaw(folder, "start_users.f32")),
    items: new Float32Array(await readRaw(folder, "start_items.f32")),
  },
  onProgress: () => ends.push(performance.now()),
});
const topk_seconds: number[] = [];
for (let run = 0; run < 2; run++) {
  const begin = performance.now();
  await topKAll(model, interactions, k, { threads });
  topk_seconds.push((performance.now() - begin) / 1000);
}
for (
  const [name, matrix] of [["users", model.userFactors], ["items", model.itemFactors]] as const
) {
  const packed = new Float32Array(matrix.length / model.stride * factors);
  for (let row = 0; row * model.stride < matrix.length; row++) {
    packed.set(matrix.subarray(row * model.stride, row * model.stride + factors), row * factors);
  }
  await writeRaw(folder, `${name}.f32`, packed);
}
const measured: AlsMeasured = {
  seconds_by_iteration: ends.slice(1).map((end, at) => (end - (ends[at] ?? 0)) / 1000),
  topk_seconds,
  peak_mb: await peakMegabytes(),
};
await Deno.writeTextFile(join(folder, "measured.json"), JSON.stringify(measured));

/** The most memory this process has had, or has now where the system does not tell. */
async function peakMegabytes(): Promise<number> {
  const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
  return kilobytes ? Number(kilobytes) / 1024 : Deno.memoryUsage().rss / 2 ** 20;
}
