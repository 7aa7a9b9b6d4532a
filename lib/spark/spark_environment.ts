/** What Spark needs: a Java, PySpark and the connector, each in a place of its own. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnNotice } from "../base/notice.ts";
import type { Settings } from "../base/settings.ts";
import { type Artifacts, fetchArtifacts, jarsIn } from "../java/artifacts.ts";
import { findJava, type Java, type JavaNeeds } from "../java/find_java.ts";
import { call } from "../servers/call.ts";
import { completeEnvironment, type EnvironmentRecipe } from "../python/complete_environment.ts";
import { environmentDir } from "../python/python_environment.ts";

/** The MongoDB connector; 10.2.1, which the assignment names, does not work with Spark 3.5. */
const connector: Artifacts = {
  coordinates: ["org.mongodb.spark:mongo-spark-connector_2.12:10.5.0"],
  checksums: {
    "bson-5.1.4.jar": "bba556a8acd4e87545c1b9a1cb25c12ce9587ed5bf01685f236c5d92abf1e676",
    "bson-record-codec-5.1.4.jar":
      "698b2b9a10fdd49a3ed99ad2b7bcc8e797639c8c4a5c974de7f6fc8654bda655",
    "mongodb-driver-core-5.1.4.jar":
      "ae3dbfd439d5afe9e0d6abbd61ef27d858ca2d38083bb7361f69e243aff31dec",
    "mongodb-driver-sync-5.1.4.jar":
      "341880078296edd762756440e9d6b1d6d2bf4d6b91975c2638e3da611f28b1c2",
    "mongo-spark-connector_2.12-10.5.0.jar":
      "7d5ab924d7b395fa58c30fbf9e43cda6e37bfe9ef1a09f42da7c919b8df48236",
  },
};

const connectorDir = (dir: string) => join(dir, "ivy", "jars");

/** The Java that Spark 3.5 runs on. */
export const sparkJava: JavaNeeds = {
  purpose: "run Spark",
  majors: [17],
  modules: [
    ...["java.management", "java.naming", "java.net.http", "java.security.sasl", "java.sql"],
    ...["jdk.crypto.ec", "jdk.unsupported"],
  ],
};

/** The versions of Python 3 that PySpark 3.5 and its NumPy are made for. */
export const sparkPythons: EnvironmentRecipe["pythons"] = { from: 9, to: 12 };

/** PySpark's environment; the connector is fetched by a Java. */
const sparkRecipe = (java: Java): EnvironmentRecipe => ({
  name: "spark",
  purpose: "run Spark",
  contents: "PySpark and the MongoDB connector, some 330 MB",
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
  pythons: sparkPythons,
  finish: {
    id: connector.coordinates.join(),
    run: async (python, dir) => {
      const ask = "import pathlib, pyspark; " +
        "print(*pathlib.Path(pyspark.__file__).parent.glob('jars/ivy-*.jar'))";
      const ivy = (await call(python, ["-c", ask], "find PySpark's Ivy")).trim();
      await fetchArtifacts(connector, connectorDir(dir), { java, ivy });
    },
  },
});

/** A Java, a Python that has PySpark, and the connector's jars. */
export interface SparkEnvironment {
  readonly java: Java;
  readonly python: string;
  readonly jars: readonly string[];
}

/**
 * Makes the environment on first use: a Java if the machine has none that will do and PySpark from
 * PyPI, the connector from Maven Central by Spark's own resolver. What is complete is used as it
 * is, without network.
 *
 * @throws {DzError} if there is no Python 3, or something cannot be fetched
 */
export async function sparkEnvironment(
  settings: Pick<Settings, "javaHome" | "path">,
  onNotice: OnNotice,
): Promise<SparkEnvironment> {
  const java = await findJava(sparkJava, settings, onNotice);
  const python = await completeEnvironment(sparkRecipe(java), onNotice);
  return { java, python, jars: jarsIn(connectorDir(environmentDir("spark"))) };
}
