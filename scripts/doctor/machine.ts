/** What the machine itself has. */
import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { bytesText } from "../../lib/base/text/bytes_text.ts";
import { DzError } from "../../lib/base/errors.ts";
import type { Examination } from "./examination.ts";

const oldestDeno = { major: 2, minor: 9 };
/** What a whole session takes: packages, Jupyter, the database and its journal; or three mongod and a notebook. */
const needed = { disk_bytes: 3e9, memory_bytes: 1.5e9 };

/** Deno itself. */
export const deno: Examination = {
  name: "Deno",
  fix: "npm install --global deno@latest (or `npx --yes deno@latest task doctor`)",
  look() {
    const { deno: version } = Deno.version;
    const [major = 0, minor = 0] = version.split(".").map(Number);
    const isOld = major < oldestDeno.major ||
      major === oldestDeno.major && minor < oldestDeno.minor;
    if (!isOld) return `${version} on ${Deno.build.os}, ${Deno.build.arch}`;
    throw new DzError(`${version} is older than ${oldestDeno.major}.${oldestDeno.minor}`);
  },
};

/** Room in the data folder. */
export const disk: Examination = {
  name: "disk",
  fix: "free some space, or point DZ_DATA at a folder on another disk",
  async look({ dataDir }) {
    let folder = dataDir;
    while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
    const { bavail, bsize } = await statfs(folder);
    const found = `${bytesText(bavail * bsize)} free for ${dataDir}`;
    if (bavail * bsize >= needed.disk_bytes) return found;
    throw new DzError(`${found}, some ${bytesText(needed.disk_bytes)} are needed`);
  },
};

/** Memory that programs may take. */
export const memory: Examination = {
  name: "memory",
  fix: "close programs that take much of it, such as a browser with many tabs",
  look() {
    const { available, total } = Deno.systemMemoryInfo();
    const found = `${bytesText(available)} of ${bytesText(total)} free`;
    if (available >= needed.memory_bytes) return found;
    throw new DzError(`${found}, some ${bytesText(needed.memory_bytes)} are needed`);
  },
};
