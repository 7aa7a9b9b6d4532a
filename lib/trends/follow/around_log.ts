/** What lies around a log: the names that it has, the files beside them, those of its series. */
import { dirname } from "node:path";
import type { FollowState } from "./follow_state.ts";
import { isRotatedName, isUnreadCopy, listFiles, type Sibling } from "./log_folder.ts";
import { filesBetween } from "./log_series.ts";

/** What lies around a log at a moment. */
export interface Around {
  /** The file that the log's path leads to, links followed; `undefined` if to none. */
  readonly leadsTo: string | undefined;
  /** The log's path, and those of the files that it leads to now and led to before. */
  readonly names: readonly string[];
  /** All files that may be what the log was before. */
  readonly files: readonly Sibling[];
  /** Whether a file is one that the log was meanwhile, as its name tells. */
  isRotated(sibling: Sibling): boolean;
  /** The same, and compressed in a way that is not read here. */
  isUnread(sibling: Sibling): boolean;
  /** Whether a file is one that the log was meanwhile, told by its place in a series, which says more than its date. */
  isInSeries(sibling: Sibling): boolean;
}

/**
 * Looks around a log. A path may be a link, or lead through one, that is pointed at another file: then
 * the files beside that one and beside the one before belong here as well, and those between the two.
 *
 * @throws {FileError} if a folder cannot be read
 */
export async function lookAround(
  log: string,
  { place, leadsTo: before }: Pick<FollowState, "place" | "leadsTo">,
): Promise<Around> {
  const leadsTo = await realPath(log);
  const names = [...new Set([log, leadsTo, before].filter((path) => path !== undefined))];
  const isMoved = leadsTo !== undefined && before !== undefined && leadsTo !== before;
  const between = isMoved ? await filesBetween(before, leadsTo) : [];
  const series = new Set([...between, ...(isMoved && !place ? [before] : [])]);
  const isInSeries = ({ path }: Sibling) => series.has(path);
  return {
    leadsTo,
    names,
    files: await listFiles(await foldersOf(names), [...series]),
    isInSeries,
    isRotated: (sibling) =>
      isInSeries(sibling) || names.some((name) => isRotatedName(sibling.name, name)),
    isUnread: (sibling) => names.some((name) => isUnreadCopy(sibling.name, name)),
  };
}

/** Where a path leads, links followed; `undefined` if nowhere. */
export const realPath = (path: string) => Deno.realPath(path).catch(() => undefined);

/** The folders of files, each once, as it is called first; but for the first those that are there. */
async function foldersOf([log = "", ...names]: readonly string[]): Promise<string[]> {
  const folders = new Map([[await realPath(dirname(log)), dirname(log)]]);
  for (const folder of names.map(dirname)) {
    const real = await realPath(folder);
    if (real !== undefined && !folders.has(real)) folders.set(real, folder);
  }
  return [...folders.values()];
}
