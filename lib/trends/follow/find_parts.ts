/** Which files, and which parts of them, are still to be counted. */
import { join } from "node:path";
import { DzError } from "../../base/errors.ts";
import { isPackedName, packedEnding } from "../../base/input/input_form.ts";
import { LogError } from "../scan/scan_file.ts";
import { type Around, lookAround, realPath } from "./around_log.ts";
import { type FollowState, headHash, type LogPlace, mostDone } from "./follow_state.ts";
import { LogFile } from "./log_file.ts";
import { areSameFiles, compareRotated, type Sibling } from "./log_folder.ts";
import { goesOn, hasWholeRow, isCopy, isLog } from "./same_log.ts";

/** A file that is to be counted, or the rest of one. */
export interface Part {
  readonly file: LogFile;
  /** From where on; absent: from the first byte. */
  readonly from?: LogPlace | undefined;
  /**
   * Nothing will be added to it: its last line is whole, even if no newline ends it. Of a file that was
   * rotated away that is so once the next has a row: who writes on to both loses what comes later here.
   */
  readonly isFinal: boolean;
}

/** What is to be counted now. */
export interface Parts {
  /** In the order in which they were written. */
  readonly parts: readonly Part[];
  /** Whether the log has begun anew, and the file that was counted last is found nowhere. */
  readonly isLost: boolean;
  /** Files that have rows that were not counted, as their dates tell, and cannot be read here. */
  readonly unread: readonly string[];
  /** The file that the log's path leads to, links followed; `undefined` if to none. */
  readonly leadsTo: string | undefined;
}

/** A log, and what is known of it. */
export interface Search {
  /** The path of the log. */
  readonly log: string;
  readonly state: Pick<FollowState, "place" | "since_ms" | "done" | "leadsTo" | "earlier">;
  /** The file of the last round, still open. */
  readonly held: LogFile | undefined;
  /** Opens a file, or says that there is none; what it opens is closed after the round. */
  readonly open: (path: string) => Promise<LogFile | undefined>;
}

/** Files were renamed while they were looked at, or cut while they were read: look again. */
export class UnsettledError extends LogError {}

/**
 * Finds what is to be counted: the rest of the file that was counted last, whatever its name is now; the
 * files that were written and rotated away since; the log itself, once it has a row. If the log is a
 * link, these are the files that it led to one after the other.
 *
 * @throws {UnsettledError} if files are being rotated at this moment
 * @throws {LogError} if the log begins with something else than a header, or a compressed one is damaged
 */
export async function findParts(search: Search): Promise<Parts> {
  const { log, state, open } = search;
  const { place } = state;
  const current = await open(log);
  if (place && current?.id === place.id && await goesOn(current, place)) {
    const parts = [{ file: current, from: place, isFinal: false }];
    return { parts, isLost: false, unread: [], leadsTo: await realPath(log) };
  }
  const around = await lookAround(log, state);
  const first = place && await findFirst(place, current, around, search);
  const again = current !== first && await earlierPlace(current, state.earlier);
  const isDone = again && current?.isCompressed;
  const hasBegun = current !== undefined && current !== first && !isDone && hasRow(current);
  const rotated = await findRotated([first, hasBegun ? current : undefined], around, search);
  const now = await lookAround(log, state);
  if (!areSameFiles(around.files, now.files) || idIn(around, join(log)) !== current?.id) {
    throw new UnsettledError(
      `Cannot read ${log}: the files beside it are being renamed. Try again`,
    );
  }
  const files = [...(first ? [first] : []), ...rotated, ...(hasBegun ? [current] : [])];
  return {
    parts: files.map((file, index) => ({
      file,
      from: file === first ? place : file === current ? again || undefined : undefined,
      isFinal: index < files.length - 1 || file.isCompressed,
    })),
    isLost: place !== undefined && !first && files.length > 0,
    unread: place || state.earlier ? unreadIn(around, state.since_ms) : [],
    leadsTo: around.leadsTo,
  };
}

/** Up to where a file was counted before, if it is one that a link leads to again. */
async function earlierPlace(
  file: LogFile | undefined,
  earlier: readonly LogPlace[] = [],
): Promise<LogPlace | undefined> {
  const place = earlier.find(({ id }) => id === file?.id);
  return file && place && await goesOn(file, place) ? place : undefined;
}

/** The logs that were rotated away before the counting begins, and the date of the newest. */
export async function findEarlier(log: string): Promise<Pick<FollowState, "since_ms" | "done">> {
  const around = await lookAround(log, {});
  const rotated = around.files.filter(around.isRotated)
    .sort((a, b) => a.modified_ms - b.modified_ms);
  const done: string[] = [];
  for (const { path } of rotated.slice(-mostDone)) {
    using file = await LogFile.open(path).catch(unlessUnreadable);
    if (file) done.push(headHash(file.head));
  }
  return { since_ms: rotated.at(-1)?.modified_ms ?? 0, done };
}

/** Finds the file that was counted up to a place, or a copy of it. */
async function findFirst(
  place: LogPlace,
  current: LogFile | undefined,
  around: Around,
  { log, held, open }: Search,
): Promise<LogFile | undefined> {
  await held?.look();
  for (const file of [held, current]) if (file && await goesOn(file, place)) return file;
  const likelihood = (sibling: Sibling) =>
    (sibling.id === place.id ? 4 : 0) + (around.isRotated(sibling) ? 2 : 0) +
    (isPackedName(sibling.name) ? 0 : 1);
  const others = around.files.filter(({ path }) => path !== join(log))
    .sort((a, b) => likelihood(b) - likelihood(a) || b.modified_ms - a.modified_ms);
  for (const sibling of others) {
    const file = await openSibling(sibling, around, open);
    if (file && await goesOn(file, place)) return file;
    file?.[Symbol.dispose]();
  }
}

/** Dates of copies may be cut to whole seconds, or to two where FAT is the file system. */
function isSince(modified_ms: number, since_ms: number): boolean {
  const isCut = modified_ms % 1000 === 0;
  return modified_ms >= (isCut ? Math.floor(since_ms / 2000) * 2000 : since_ms);
}

/** Finds the files that came after what was counted last and were rotated away, in their order. */
async function findRotated(
  taken: readonly (LogFile | undefined)[],
  around: Around,
  { state: { place, since_ms, done }, open }: Search,
): Promise<LogFile[]> {
  const isLate = (sibling: Sibling) =>
    around.isInSeries(sibling) || isSince(sibling.modified_ms, since_ms);
  const candidates = around.files.filter((sibling) => around.isRotated(sibling) && isLate(sibling))
    .sort((a, b) => a.modified_ms - b.modified_ms || compareRotated(a, b, around.names));
  const plainFirst = candidates.toSorted((a, b) => +isPackedName(a.name) - +isPackedName(b.name));
  const found = new Map<Sibling, LogFile>();
  const heads = [place?.head, ...taken.map((file) => file?.head)].filter((head) => head?.length);
  for (const sibling of plainFirst) {
    if (taken.some((file) => file?.id === sibling.id)) continue;
    const file = await openSibling(sibling, around, open);
    if (!file) continue;
    const { head } = file;
    const isNew = isLog(head) && !done.includes(headHash(head)) &&
      !heads.some((known) => known && isCopy(head, known));
    if (isNew) {
      found.set(sibling, file);
      heads.push(head);
    } else {
      file[Symbol.dispose]();
    }
  }
  return candidates.flatMap((sibling) => found.get(sibling) ?? []);
}

/**
 * Opens a file of the folder. One that cannot be read is left out if it need not be a log, or if it is
 * only just being compressed.
 */
async function openSibling(
  sibling: Sibling,
  around: Around,
  open: Search["open"],
): Promise<LogFile | undefined> {
  const { path, id } = sibling;
  try {
    const file = await open(path);
    if (file?.id !== id) throw new UnsettledError(`Cannot read ${path}: it was renamed. Try again`);
    return file;
  } catch (error) {
    const isBeingPacked = isPackedName(path) && idIn(around, path.replace(packedEnding, ""));
    const isNeeded = around.isRotated(sibling) && !isBeingPacked;
    if (isNeeded || error instanceof UnsettledError) throw error;
    return unlessUnreadable(error);
  }
}

/** A file that is still there as it was is read, and only just being compressed. */
function unreadIn(around: Around, since_ms: number): string[] {
  return around.files.filter((sibling) =>
    around.isUnread(sibling) && sibling.modified_ms > since_ms &&
    !idIn(around, sibling.path.slice(0, sibling.path.lastIndexOf(".")))
  ).map(({ path }) => path);
}

const idIn = ({ files }: Around, path: string) =>
  files.find((sibling) => sibling.path === path)?.id;

function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof DzError)) throw error;
}

function hasRow({ path, head }: LogFile): boolean {
  try {
    return hasWholeRow(head);
  } catch (error) {
    throw new LogError(`Cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
}
