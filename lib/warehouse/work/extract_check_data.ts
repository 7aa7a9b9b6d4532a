/** The task `extract_check_data`: the seven files are there, readable, with their headers. */
import { join } from "node:path";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import { plantDirt } from "../generate/dirt/plant_dirt.ts";
import { generateOlist } from "../generate/generate_olist.ts";
import type { Place } from "../place.ts";
import { type Checked, keepResult } from "../results.ts";
import { takeFiles } from "../take/take_files.ts";

/** Where the files come from. */
export interface Origin {
  /** A folder or a zip; absent: the files are generated. */
  readonly data?: string;
  readonly orders: number;
  readonly seed: number;
  /** The kinds of dirt that are planted in files that are generated; see `plantDirt`. */
  readonly dirt?: readonly string[];
}

/**
 * Takes the files from where they are, or generates them; those that were generated for the same size,
 * seed and dirt are used again.
 *
 * @param onOrders told how many orders are generated
 */
export async function checkData(
  place: Place,
  { data, orders, seed, dirt = [] }: Origin,
  onOrders: (orders: number) => void = () => {},
): Promise<Checked> {
  if (data !== undefined) {
    const taken = await takeFiles(data, join(place.raw, "given"));
    return await keepResult(place, "extract_check_data", {
      source: { kind: "given", path: data },
      ...taken,
    });
  }
  const dir = join(place.raw, "generated"), note = join(dir, "generated.json");
  const wanted = JSON.stringify({ orders, seed, ...(dirt.length > 0 && { dirt }) });
  if (await Deno.readTextFile(note).catch(() => "") !== wanted) {
    await Deno.remove(note).catch(() => {});
    await generateOlist({ orders, seed, dir }, onOrders);
    if (dirt.length > 0) await plantDirt(dir, { seed, kinds: dirt });
    await writeFileWhole(note, wanted);
  }
  const taken = await takeFiles(dir, dir);
  return await keepResult(place, "extract_check_data", {
    source: { kind: "generated", orders, seed },
    ...taken,
  });
}
