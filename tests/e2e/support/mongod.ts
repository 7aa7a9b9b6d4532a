import { delimiter } from "node:path";
import { findMongod } from "../../../lib/mongo/server/mongod_binary.ts";
import { readSettings } from "../../../lib/base/settings.ts";

let found: Promise<string> | undefined;

/** The path of a `mongod`, found or fetched as every task does it; looked for once per process. */
export function testMongod(): Promise<string> {
  const { mongod, cacheDir, path } = readSettings(Deno.env.toObject());
  return found ??= findMongod({ mongod, cacheDir, path: path.split(delimiter) }, () => {});
}
