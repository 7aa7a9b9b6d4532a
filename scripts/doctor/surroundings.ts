/** What lies around the kit and is not its own: the data folder's drive, the cache's, and the environment. */
import { DzError } from "../../lib/base/errors.ts";
import { noexecMount } from "../../lib/base/files/noexec.ts";
import { onNoexec } from "../../lib/base/files/why_not_run.ts";
import { projectDir } from "../../lib/base/settings.ts";
import { embeddedOptions } from "../../lib/mongo/database.ts";
import { KeyFileError } from "../../lib/mongo/errors.ts";
import { embeddedStatus } from "../../lib/mongo/server/embedded.ts";
import { keyFileIn } from "../../lib/mongo/server/set_files.ts";
import { isForeign } from "../../lib/servers/child_environment.ts";
import { requireUsableCache } from "../../lib/servers/fetch_into_cache.ts";
import type { Examination } from "./examination.ts";

/** The folder of the embedded replica set: who runs on it, and who can read its secrets. */
export const data: Examination = {
  name: "data",
  fix:
    "`deno task servers start` starts it where it is; a key file must be its owner's alone (chmod 600), " +
    "or DZ_DATA must name a folder on a drive that keeps modes",
  async look(settings) {
    if (settings.mongodbUri) return "MONGODB_URI names a server, nothing is kept here";
    const { dir } = embeddedOptions(settings);
    const stat = await Deno.stat(keyFileIn(dir)).catch(() => undefined);
    if (!stat) return `no replica set is kept in ${dir} so far`;
    const open = Deno.build.os !== "windows" && ((stat.mode ?? 0) & 0o077) !== 0;
    if (open) throw new KeyFileError(keyFileIn(dir), stat.mode ?? 0);
    const { members } = await embeddedStatus(dir);
    const from = members.find(({ movedFrom }) => movedFrom)?.movedFrom;
    if (from) throw new DzError(`the replica set in ${dir} runs from ${from}, where it was before`);
    return `a replica set is kept in ${dir}, its secrets are its owner's alone`;
  },
};

/** Where programs lie that were fetched. */
export const cache: Examination = {
  name: "cache",
  neededFor: "those without a mongod of their own",
  fix: "point DZ_CACHE at a folder of yours on a file system from which programs run",
  look({ cacheDir }, env) {
    requireUsableCache(cacheDir);
    const isHomeless = Deno.build.os !== "windows" && !env.HOME && !env.DZ_CACHE;
    return `${cacheDir}${isHomeless ? ", since HOME is not set" : ""}`;
  },
};

/** What npm and pip bring into the project is machine code, too. */
export const project: Examination = {
  name: "project",
  fix: "move the project to a file system from which programs run",
  look() {
    const mount = noexecMount(projectDir);
    if (mount) throw new DzError(`${projectDir}: ${onNoexec(mount)}`);
    return `programs run from ${projectDir}`;
  },
};

/** Variables that lead programs elsewhere. Their values are not shown: they may hold passwords. */
export const variables: Examination = {
  name: "variables",
  fix: "unset them if something is amiss that does not happen without them",
  look(_, env) {
    const set = Object.keys(env).filter((name) => env[name]).sort();
    const proxies = set.filter((name) => /^(http|all)_proxy$/i.test(name));
    const foreign = set.filter(isForeign);
    const found = [
      ...proxies.length > 0
        ? [`${proxies.join(", ")} would catch 127.0.0.1: servers there are reached directly`]
        : [],
      ...foreign.length > 0 ? [`${foreign.join(", ")}: what tasks start does not see them`] : [],
    ];
    return found.join("; ") || "none leads programs elsewhere";
  },
};
