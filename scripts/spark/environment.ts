/** What Spark needs that a machine with Java does not have: PySpark and the connector, in a place of its own. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileWhole } from "../../lib/replace_files.ts";
import { call } from "../call.ts";
import { notice } from "../cli.ts";
import { environmentDir, pythonEnvironment } from "../python_environment.ts";

/** The MongoDB connector; 10.2.1, which the assignment names, does not work with Spark 3.5. */
export const connector = "org.mongodb.spark:mongo-spark-connector_2.12:10.5.0";

const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));

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
export async function sparkEnvironment(): Promise<SparkEnvironment> {
  const dir = environmentDir("spark");
  const jarDir = join(dir, "ivy", "jars");
  const contents = `${await Deno.readTextFile(requirements)}${connector}\n`;
  const complete = join(dir, "complete.txt");
  const had = await Deno.readTextFile(complete).catch(() => "");
  if (had !== contents) {
    notice("Fetching PySpark and the MongoDB connector, some 330 MB; this is done once");
    const python = await pythonEnvironment("spark", [requirements]);
    await Deno.remove(jarDir, { recursive: true }).catch(() => {});
    await call(python, ["-c", "import pyspark; pyspark.SparkContext()"], "fetch the connector", {
      PYSPARK_SUBMIT_ARGS: `--master local[1] --packages ${connector} ` +
        `--conf spark.jars.ivy=${join(dir, "ivy")} --conf spark.ui.enabled=false pyspark-shell`,
      SPARK_LOCAL_IP: "127.0.0.1",
    });
    await writeFileWhole(complete, contents);
  }
  const jars = [...Deno.readDirSync(jarDir)].map(({ name }) => join(jarDir, name)).sort();
  return { python: await pythonEnvironment("spark", []), jars };
}
