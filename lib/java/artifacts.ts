/** Jars by their Maven coordinates, with what they need, each held to a checksum that is known here. */
import { join } from "node:path";
import { DzError, reasonOf } from "../base/errors.ts";
import { call } from "../servers/call.ts";
import { sha256Of } from "../servers/sha256_of.ts";
import type { Java } from "./find_java.ts";
import { proxyOptions } from "./proxy_options.ts";

/** Jars that belong together. */
export interface Artifacts {
  /** What is asked for, each `group:artifact:version`; the rest is what that needs. */
  readonly coordinates: readonly string[];
  /** All of the jars, `artifact-version.jar`, with the SHA-256 of each. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** With what jars are fetched. */
export interface ResolverOptions {
  readonly java: Java;
  /** The path of a jar of Apache Ivy, such as the one in PySpark. */
  readonly ivy: string;
}

/** The paths of the jars in a folder. */
export function jarsIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => join(folder, name)).sort();
}

/**
 * Fetches the jars from Maven Central into a folder: by Ivy, or where that fails by `mvn`, which knows
 * the mirrors of those who have set it up.
 *
 * @throws {DzError} if a jar cannot be had, or is not the known one
 */
export async function fetchArtifacts(
  artifacts: Artifacts,
  folder: string,
  options: ResolverOptions,
): Promise<void> {
  const work = `${folder}.work`;
  await Deno.mkdir(work, { recursive: true });
  try {
    await byIvy(artifacts, work, folder, options);
  } catch (error) {
    await fetchByMaven(artifacts.coordinates, work, folder, options.java).catch((second) => {
      throw new DzError(`${reasonOf(error)}; ${reasonOf(second)}`);
    });
  }
  await Deno.remove(work, { recursive: true });
  await checkJars(artifacts.checksums, folder);
}

const parsed = (coordinates: string) => {
  const [group = "", artifact = "", version = ""] = coordinates.split(":");
  return { group, artifact, version };
};

/** The variables of a Java that fetches: it goes through the proxies that everything else goes through. */
function fetching({ env }: Java): Record<string, string> {
  const options = proxyOptions(Deno.env.toObject()).map((option) => `"${option}"`);
  const { JDK_JAVA_OPTIONS: own, ...others } = env;
  const all = [...(own ? [own] : []), ...options].join(" ");
  return { ...others, ...(all && { JDK_JAVA_OPTIONS: all }) };
}

async function byIvy(
  { coordinates }: Artifacts,
  work: string,
  jars: string,
  { java, ivy }: ResolverOptions,
): Promise<void> {
  const file = join(work, "ivy.xml"), home = join(work, "home");
  const dependencies = coordinates.map(parsed).map(({ group, artifact, version }) =>
    `<dependency org="${group}" name="${artifact}" rev="${version}" conf="default->default"/>`
  );
  await Deno.mkdir(home, { recursive: true });
  await Deno.writeTextFile(
    file,
    `<ivy-module version="2.0"><info organisation="dzstore" module="jars"/>
    <configurations><conf name="default"/></configurations>
    <dependencies>${dependencies.join("\n")}</dependencies></ivy-module>`,
  );
  const args = [
    // A local repository of Maven's that has a description but not the jar would be the end.
    ...[`-Duser.home=${home}`, "-jar", ivy, "-warn", "-ivy", file, "-confs", "default"],
    ...["-cache", join(work, "cache"), "-types", "jar", "bundle"],
    ...["-retrieve", join(jars, "[artifact]-[revision].[ext]")],
  ];
  await call(join(java.home, "bin", "java"), args, "fetch jars by Ivy", { env: fetching(java) });
}

/**
 * Fetches jars, with what they need, by `mvn`.
 *
 * @param work a folder for what is needed meanwhile
 * @param jars the folder where they go
 * @param program what `mvn` is called
 * @throws {DzError} if there is no `mvn`, or it cannot
 */
export async function fetchByMaven(
  coordinates: readonly string[],
  work: string,
  jars: string,
  java: Java,
  program = Deno.build.os === "windows" ? "mvn.cmd" : "mvn",
): Promise<void> {
  const file = join(work, "pom.xml");
  const dependencies = coordinates.map(parsed).map(({ group, artifact, version }) =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>` +
    `<version>${version}</version></dependency>`
  );
  await Deno.writeTextFile(
    file,
    `<project><modelVersion>4.0.0</modelVersion><groupId>dzstore</groupId>
    <artifactId>jars</artifactId><version>1</version>
    <dependencies>${dependencies.join("\n")}</dependencies></project>`,
  );
  const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1";
  const args = [
    ...["-q", "-B", "-f", file, `${plugin}:copy-dependencies`, `-DoutputDirectory=${jars}`],
    "-DincludeScope=runtime",
  ];
  await call(program, args, "fetch jars by mvn", { env: fetching(java) });
}

/**
 * Makes sure that the jars in a folder are the known ones.
 *
 * @param checksums the SHA-256 of each, by its name
 * @throws {DzError} if one is missing, or another
 */
export async function checkJars(
  checksums: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  for (const [name, expected] of Object.entries(checksums)) {
    const found = await sha256Of(join(folder, name)).catch(() => "that of no file");
    if (found === expected) continue;
    throw new DzError(
      `Cannot use ${name}: its SHA-256 is ${found}, not ${expected}, the known one`,
    );
  }
}
