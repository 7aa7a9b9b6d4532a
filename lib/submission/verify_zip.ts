/** Whether a zip is as its manifest says, however it was packed. */
import { DzError, FileError, reasonOf } from "../base/errors.ts";
import { type Files, listed, type Manifest, manifest, manifestPath } from "./manifest.ts";
import { folderOf, isOfSystem, leadsOut, meantPath } from "./zip/packed_by_people.ts";
import { readZip, type ZipContents, type ZipEntry } from "./zip/read_zip.ts";

/** What a zip is, and how it differs from its manifest. */
export interface Verification {
  /** Absent if it has none that can be read. */
  readonly manifest?: Manifest;
  readonly differences: readonly string[];
  /** What whoever packed it again did to it, which is no difference. */
  readonly notes: readonly string[];
}

/** So much a zip may hold; ours have some 10 MB. */
const most_bytes = 500e6;

/** So many paths are named in a line. */
const mostNamed = 5;

/**
 * Compares what is in a zip with its manifest. Nothing is unpacked to the disk. It shows whether
 * something was damaged or changed after it was made, not who made it: who changes a file can
 * change the manifest.
 *
 * A person may have packed it again: one folder around everything is looked through, a backslash is
 * a slash, and the files of an operating system count for nothing. What two programs would unpack
 * differently is a difference: a file that is there twice, whose headers differ, or that the list of
 * the zip conceals.
 *
 * @throws {DzError} if the file cannot be read or is no zip
 */
export async function verifyZip(path: string): Promise<Verification> {
  const bytes = await Deno.readFile(path).catch((error) => {
    throw FileError.from(`Cannot read ${path}`, error);
  });
  let contents: ZipContents;
  try {
    contents = readZip(bytes, most_bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DzError(`Cannot use ${path} as a zip: ${reasonOf(error)}`);
  }
  return verification(contents);
}

function verification({ entries, concealed }: ZipContents): Verification {
  const notes: string[] = [];
  const all = entries.map((entry) => ({ ...entry, path: meantPath(entry.name) }));
  const system = all.filter(({ path }) => isOfSystem(path)).map(({ path }) => path);
  const ours = all.filter(({ path }) => !isOfSystem(path));
  if (system.length > 0) {
    notes.push(`system files, which count for nothing: ${few(system)}`);
  }
  const top = folderOf(manifestPath, ours.map(({ path }) => path)) ?? "";
  if (top) notes.push(`packed again, in the folder ${top}`);
  const found = ours.map((entry) => ({
    ...entry,
    path: entry.path.startsWith(top) ? entry.path.slice(top.length) : entry.path,
  }));
  const faults = [
    ...found.flatMap(({ path, faults }) => faults.map((fault) => `${path} ${fault}`)),
    ...found.filter(({ path }) => leadsOut(path)).map(({ path }) => `${path} leads out of the zip`),
    ...twice(found.map(({ path }) => path)).map((path) => `${path} is there twice`),
    ...concealed.map((name) => `${name} is concealed: it is in the zip, but not in its list`),
  ];
  const list = found.find(({ path }) => path === manifestPath);
  if (!list) return { differences: [missing(found.map(({ path }) => path)), ...faults], notes };
  const said = readManifest(list);
  if (typeof said === "string") return { differences: [said, ...faults], notes };
  return { manifest: said, differences: [...faults, ...differencesBetween(said, found)], notes };
}

/** Who zips a zip hides it. */
function missing(paths: readonly string[]): string {
  const inner = paths.filter((path) => /\.zip$/i.test(path));
  return `${manifestPath} is missing${inner.length > 0 ? `; a zip itself is ${few(inner)}` : ""}`;
}

/** Some of the paths, and how many more there are. */
function few(paths: readonly string[]): string {
  const more = paths.length - mostNamed;
  const named = paths.slice(0, mostNamed).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}

/** The paths that two entries have, or that only capital letters tell apart. */
function twice(paths: readonly string[]): string[] {
  const seen = new Set<string>(), found = new Set<string>();
  for (const path of paths) {
    const key = path.toLowerCase();
    if (seen.has(key)) found.add(path);
    seen.add(key);
  }
  return [...found];
}

/** The manifest, or why there is none. */
function readManifest({ content }: ZipEntry): Manifest | string {
  if (typeof content === "string") return `${manifestPath} ${content}`;
  try {
    return manifest.parse(JSON.parse(new TextDecoder().decode(content)));
  } catch {
    return `${manifestPath} is not one of deno task submit`;
  }
}

function differencesBetween(
  said: Manifest,
  entries: readonly (ZipEntry & { readonly path: string })[],
): string[] {
  const contents = new Map(
    entries.filter(({ path }) => path !== manifestPath).map(({ path, content }) => [path, content]),
  );
  const readable: Files = Object.fromEntries(
    [...contents].flatMap(([path, content]) =>
      typeof content === "string" ? [] : [[path, content]]
    ),
  );
  const sums = new Map(listed(readable).map(({ path, sha256 }) => [path, sha256]));
  const differences: string[] = [];
  for (const { path: written, sha256 } of said.files) {
    const path = meantPath(written);
    const content = contents.get(path);
    contents.delete(path);
    if (content === undefined) differences.push(`${path} is missing`);
    else if (typeof content === "string") differences.push(`${path} ${content}`);
    else if (sums.get(path) !== sha256) differences.push(`${path} was changed`);
  }
  return [...differences, ...[...contents.keys()].map((path) => `${path} was added`)];
}
