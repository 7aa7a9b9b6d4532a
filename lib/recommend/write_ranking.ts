/** Rankings written to a file. */
import { dirname } from "node:path";
import { encoded } from "../base/text/encoded.ts";
import { csvLine } from "../base/text/csv_line.ts";
import { UsageError } from "../base/errors.ts";
import { attempt, replaceFiles } from "../base/files/replace_files.ts";
import { writeAll } from "../base/files/write_all.ts";
import type { RankedUser } from "./rank_all.ts";

const columns = ["user", "rank", "item", "score"];
const flushAt_bytes = 1 << 20;

/**
 * Writes rankings to a file, whole or not at all: `.jsonl` has a line `{"user", "items": [{"item",
 * "score"}]}` for each user, `.csv` a row `user,rank,item,score` for each item.
 *
 * @param parts the users, some at a time
 * @param onUsers told now and then how many were written
 * @returns the number of users
 * @throws {UsageError} if the name ends otherwise
 * @throws {FileError} if the file cannot be written
 */
export async function writeRanking(
  path: string,
  parts: AsyncIterable<Iterable<RankedUser>>,
  onUsers: (written: number) => void = () => {},
): Promise<number> {
  const write = formatOf(path);
  await attempt(path, () => Deno.mkdir(dirname(path), { recursive: true }));
  return await replaceFiles([path], async ([file]) => {
    if (!file) throw new TypeError(`Cannot write ${path}: no file is open`);
    let text = write.header;
    const flush = () =>
      attempt(path, async () => {
        await writeAll(file, encoded(text));
        text = "";
      });
    let count = 0;
    for await (const part of parts) {
      for (const user of part) {
        text += write.user(user);
        count++;
        if (text.length <= flushAt_bytes) continue;
        await flush();
        onUsers(count);
      }
    }
    await flush();
    return count;
  });
}

/** How to write a file of this name. */
export function formatOf(path: string): { header: string; user: (ranked: RankedUser) => string } {
  if (/\.jsonl$/i.test(path)) {
    return { header: "", user: (ranked) => `${JSON.stringify(ranked)}\n` };
  }
  if (/\.csv$/i.test(path)) {
    return {
      header: csvLine(columns),
      user: ({ user, items }) =>
        items.map(({ item, score }, index) => csvLine([user, index + 1, item, score])).join(""),
    };
  }
  throw new UsageError(`Cannot write ${path}: its name must end in .jsonl or .csv`);
}
