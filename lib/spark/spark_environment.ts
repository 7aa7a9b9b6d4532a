/** What Spark needs that a machine with Java does not have: PySpark and the connector, in a place of its own. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnNotice } from "../base/notice.ts";
import { call } from "../servers/call.ts";
import { completeEnvironment } from "../python/complete_environment.ts";
import { environmentDir } from "../python/python_environment.ts";
import { inheritedEnvironment, submitArgs } from "./spark_submit.ts";

/** The MongoDB connector; 10.2.1, which the assignment names, does not work with Spark 3.5. */
export const connector = "org.mongodb.spark:mongo-spark-connector_2.12:10.5.0";

/** A Python that has PySpark, and the connector's jars. */
export interface SparkEnvironment {
  readonly python: string;
  readonly jars: readonly string[];
}

/**
 * Makes the environment on first use: PySpark from PyPI, the connector from Maven Central by Spark's own
 * resolver. What is complete is used as it is, without network.
 *
 * @throws {DzError} if there is no Python 3, or something cannot be fetched
 */
export async function sparkEnvironment(onNotice: OnNotice): Promise<SparkEnvironment> {
  const python = await completeEnvironment({
    name: "spark",
    purpose: "run Spark",
    contents: "PySpark and the MongoDB connector, some 330 MB",
    requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
    pythons: { from: 9, to: 12 }, // which PySpark 3.5 and its NumPy are made for
    finish: { id: connector, run: fetchConnector },
  }, onNotice);
  const jarDir = join(environmentDir("spark"), "ivy", "jars");
  const jars = [...Deno.readDirSync(jarDir)].map(({ name }) => join(jarDir, name)).sort();
  return { python, jars };
}

async function fetchConnector(python: string, dir: string): Promise<void> {
  await call(python, ["-c", "import pyspark; pyspark.SparkContext()"], "fetch the connector", {
    ...inheritedEnvironment(),
    PYSPARK_SUBMIT_ARGS: submitArgs("local[1]", [
      `spark.jars.packages=${connector}`,
      `spark.jars.ivy=${join(dir, "ivy")}`,
      "spark.ui.enabled=false",
    ]),
    SPARK_LOCAL_IP: "127.0.0.1",
  });
}
