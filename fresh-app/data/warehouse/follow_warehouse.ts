/** Follows the warehouse: its open pages are drawn again when a run has replaced what they show. */
import { pause } from "../../../lib/base/pause.ts";
import type { LiveData } from "../live_data.ts";
import type { Topic } from "../topic.ts";
import type { Warehouse } from "./warehouse.ts";

/** So often the stores are asked, while any page is open. */
const look_ms = 3000;

/** Looks for other versions of the tables for as long as the process runs. */
export async function followWarehouse(
  warehouse: Warehouse,
  data: LiveData,
  topics: readonly Topic[],
): Promise<never> {
  let known: string | undefined;
  for (;;) {
    if (data.isWatched) {
      const version = await warehouse.version();
      if (known !== undefined && version !== known) topics.forEach((topic) => data.touch(topic));
      known = version;
    }
    await pause(look_ms);
  }
}
