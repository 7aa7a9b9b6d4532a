/** What Spark needs that a machine with Java does not have: PySpark and the connector, in a place of its own. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileWhole } from "../../lib/replace_files.ts";
import { DzError } from "../../lib/errors.ts";
import { call, outputOf } from "../call.ts";
import { notice } from "../cli.ts";
import { environmentDir, pythonEnvironment, systemPython } from "../python_environment.ts";
import { inheritedEnvironment, submitArgs } from "./submit.ts";

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
    await requirePython();
    notice("Fetching PySpark and the MongoDB connector, some 330 MB; this is done once");
    await Deno.remove(dir, { recursive: true }).catch(() => {}); // what is half made stays broken
    const python = await pythonEnvironment("spark", [requirements]);
    await call(python, ["-c", "import pyspark; pyspark.SparkContext()"], "fetch the connector", {
      ...inheritedEnvironment(),
      PYSPARK_SUBMIT_ARGS: submitArgs("local[1]", [
        `spark.jars.packages=${connector}`,
        `spark.jars.ivy=${join(dir, "ivy")}`,
        "spark.ui.enabled=false",
      ]),
      SPARK_LOCAL_IP: "127.0.0.1",
    });
    await writeFileWhole(complete, contents);
  }
  const jars = [...Deno.readDirSync(jarDir)].map(({ name }) => join(jarDir, name)).sort();
  return { python: await pythonEnvironment("spark", []), jars };
}

/** @throws {DzError} if Python is not one that PySpark 3.5 and its NumPy are made for */
async function requirePython(): Promise<void> {
  const args = ["-c", "import sys; print(*sys.version_info[:2])"];
  const asked = outputOf(new Deno.Command(systemPython, { args, stdin: "null" }));
  const output = await asked.catch(() => undefined);
  const [major, minor] = new TextDecoder().decode(output?.stdout).trim().split(" ").map(Number);
  if (major === 3 && minor !== undefined && minor >= 9 && minor <= 12) return;
  const found = output?.success ? `${systemPython} is Python ${major}.${minor}` : "there is none";
  throw new DzError(`Cannot run Spark: it needs Python 3.9 to 3.12, ${found}. Install one of them`);
}
