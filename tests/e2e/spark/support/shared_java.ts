/** One Java machine for several jobs, since to start one takes longer than a small job. */
import { printAside } from "../../../../lib/base/print.ts";
import { childCommand } from "../../../../lib/servers/child_environment.ts";
import { join } from "node:path";
import { readSettings } from "../../../../lib/base/settings.ts";
import { firstLine } from "../../../../lib/base/text/first_line.ts";
import { storeBook } from "../../../../lib/documents.ts";
import { type JobName, type JobReport, runJob, sparkVariables } from "../../../../lib/spark/job.ts";
import { sparkEnvironment } from "../../../../lib/spark/spark_environment.ts";
import { withFolder } from "../../support/folder.ts";
import { quickStart } from "./spark.ts";

/** Runs a job to its end, as `deno task spark` does, but for the Java machine. */
export type Run = (
  job: JobName,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
) => Promise<JobReport>;

/** Something that has to hold, and is tried by running jobs. */
export interface JobProof {
  readonly title: string;
  readonly prove: (run: Run, t: Deno.TestContext) => Promise<void>;
}

/** Starts PySpark's gateway, says where it is, and ends with its standard input. */
const gateway = `
import sys
from pyspark.java_gateway import launch_gateway
parameters = launch_gateway().gateway_parameters
print(parameters.port, parameters.auth_token, flush=True)
sys.stdin.read()
`;

/** Hands `test` a way to run jobs; each is a Python process of its own with a Spark context of its own. */
export async function withSharedJava(test: (run: Run) => Promise<void>): Promise<void> {
  const environment = await sparkEnvironment(readSettings(Deno.env.toObject()), printAside);
  await withFolder(async (folder) => {
    const cluster = { master: "local[*]", conf: quickStart };
    const java = childCommand(environment.python, {
      args: ["-c", gateway],
      env: sparkVariables(environment, cluster, join(folder, "checkpoints")),
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    try {
      const [port = "", secret = ""] = (await firstLineOf(java.stdout)).split(" ");
      const python = join(folder, "python");
      await Deno.writeTextFile(
        python,
        `#!/bin/sh\nexport PYSPARK_GATEWAY_PORT=${port} PYSPARK_GATEWAY_SECRET=${secret}\n` +
          `exec '${environment.python}' "$@"\n`,
        { mode: 0o700 },
      );
      await test((job, env, ...args) =>
        runJob(job, args, {
          ...cluster,
          book: storeBook,
          settings: readSettings(env),
          environment: { ...environment, python },
          uri: env.MONGODB_URI ?? "",
          onNotice: () => {},
        })
      );
    } finally {
      await java.stdin.close();
      await java.status;
    }
  });
}

/** What a stream begins with, up to the end of the line: it may come in pieces. */
async function firstLineOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`Java does not start: ${text}`);
    text += value;
  }
  return firstLine(text);
}
