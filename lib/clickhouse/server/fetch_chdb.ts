/** Fetches chDB's library from npm, by Deno itself, held to the checksum that is known here. */
import { join } from "node:path";
import type { OnNotice } from "../../base/notice.ts";
import { call } from "../../servers/call.ts";
import { NoLibraryError } from "../errors.ts";

/** The one package of its version that was ever published, for glibc on x86-64. */
const chdb = {
  package: "@chdb/lib-linux-x64-gnu",
  version: "26.7.3-stable.1",
  integrity: "sha512-XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/" +
    "gWUNcuFjOMjWoorQICCqBVj5wpw==",
  os: ["linux"],
  cpu: ["x64"],
};

/** The version that is fetched. */
export const chdbVersion = chdb.version;

/**
 * Fetches the library into an empty folder.
 *
 * @returns its path
 * @throws {NoLibraryError} if there is none for this machine
 */
export async function fetchChdb(folder: string, onNotice: OnNotice): Promise<string> {
  const { os, arch } = Deno.build;
  if (os !== "linux" || arch !== "x86_64") {
    throw new NoLibraryError(`npm has it for linux x86_64 only, not for ${os} ${arch}`);
  }
  const { integrity, os: systems, cpu } = chdb;
  const name = `${chdb.package}@${chdb.version}`;
  const project = {
    imports: { chdb: `npm:${name}` },
    nodeModulesDir: "auto",
  };
  const lock = {
    version: "5",
    specifiers: { [`npm:${name}`]: chdb.version },
    npm: { [name]: { integrity, os: systems, cpu } },
    workspace: { dependencies: [`npm:${name}`] },
  };
  await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify(project));
  await Deno.writeTextFile(join(folder, "deno.lock"), JSON.stringify(lock));
  onNotice(`Fetching ClickHouse from npm (${name}, 178 MB, on the disk 566 MB; this once)`);
  // A store of its own, beside: Deno's would keep a second copy for ever.
  await call(Deno.execPath(), ["install", "--frozen", "--quiet"], "fetch ClickHouse from npm", {
    cwd: folder,
    env: { DENO_DIR: join(folder, "deno") },
  });
  return join(folder, "node_modules", chdb.package, "libchdb.so");
}
