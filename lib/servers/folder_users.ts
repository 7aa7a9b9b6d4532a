/** Which processes use a folder, however they came to know it; only Linux says. */
import { join } from "node:path";

/** A process that uses a folder. */
export interface FolderUser {
  readonly pid: number;
  /** What it is called: `mongod`. */
  readonly program: string;
  /** A file that it has open there, as the path is now. */
  readonly file: string;
}

const onLinux = Deno.build.os === "linux";

/** The processes that have a file in the folder open for writing, by whatever path they opened it. */
export function writersIn(folder: string): FolderUser[] {
  return filesOpened((file) => isWithin(file, folder));
}

/**
 * The processes that were told to keep something in the folder, by this very path, and keep it elsewhere: the
 * folder was moved while they ran, and what they open next they will look for here.
 *
 * @param option by which they were told: `--dbpath`
 */
export function strangersTo(folder: string, option: string): FolderUser[] {
  const told = processes().filter((pid) => {
    const words = read(`/proc/${pid}/cmdline`).split("\0");
    return words.some((word, at) => word === option && isWithin(words[at + 1] ?? "", folder));
  });
  return filesOpened((file) => file.startsWith("/"), told)
    .filter(({ file }) => !isWithin(file, folder));
}

/** For each process the first file that it has open for writing and that will do. */
function filesOpened(accepts: (file: string) => boolean, among = processes()): FolderUser[] {
  return among.flatMap((pid) => {
    const descriptor = entries(`/proc/${pid}/fd`).find((name) => {
      const file = linkOf(`/proc/${pid}/fd/${name}`);
      return accepts(file) && !/^\/(dev|proc)\/| \(deleted\)$/.test(file) && isWritten(pid, name);
    });
    if (descriptor === undefined) return [];
    const file = linkOf(`/proc/${pid}/fd/${descriptor}`);
    return [{ pid, program: read(`/proc/${pid}/comm`).trim(), file }];
  });
}

/** The flags of an open file are octal; of the last two bits 1 is for writing, 2 for both. */
const isWritten = (pid: number, descriptor: string): boolean =>
  /^flags:\s+\d*[12]$/m.test(read(`/proc/${pid}/fdinfo/${descriptor}`));

const isWithin = (path: string, folder: string): boolean => path.startsWith(join(folder, "/"));

const processes = (): number[] =>
  onLinux ? entries("/proc").map(Number).filter((pid) => pid > 0 && pid !== Deno.pid) : [];

/** What others may not look into, or has just ended, is empty. */
function entries(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}

function linkOf(path: string): string {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return "";
  }
}
