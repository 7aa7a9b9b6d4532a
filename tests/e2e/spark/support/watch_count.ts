import type { Db } from "mongodb";
import { retryWhenReplaced } from "../../../../lib/mongo/retry_when_replaced.ts";
import { pause } from "../../../../lib/base/pause.ts";

/**
 * Counts the documents of a collection over and over while `action` runs.
 *
 * @returns each number that was seen, once, and how often it looked
 */
export async function watchCount(
  db: Db,
  name: string,
  action: () => Promise<void>,
): Promise<{ readonly seen: readonly number[]; readonly looks: number }> {
  const seen = new Set<number>();
  let looks = 0, isOver = false;
  const reader = async () => {
    for (; !isOver; looks++) {
      const documents = await retryWhenReplaced(() =>
        db.collection(name).find({}, { projection: { _id: 1 } }).toArray()
      );
      seen.add(documents.length);
      await pause(10); // Spark needs the processor, too
    }
  };
  const reading = reader();
  try {
    await action();
  } finally {
    isOver = true;
    await reading;
  }
  return { seen: [...seen], looks };
}
