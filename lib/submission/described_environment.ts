/** With what a submission was made. */
import type { Db } from "mongodb";
import { cpus } from "node:os";
import { outputOf } from "../servers/call.ts";
import type { JupyterEnvironment } from "../jupyter/jupyter_environment.ts";

/** With what a submission was made; nothing that names the machine or its user. */
export interface Environment {
  readonly deno: string;
  readonly typescript: string;
  readonly os: string;
  readonly arch: string;
  readonly cpus: number;
  readonly memory_bytes: number;
  readonly mongodb: string | null;
  readonly python: string | null;
  /** Versions of Python packages by name. */
  readonly packages: Readonly<Record<string, string>>;
}

const asked = ["jupyterlab", "nbclient", "nbconvert"];
const script = `
import importlib.metadata, json, platform, sys
print(json.dumps([platform.python_version(), {n: importlib.metadata.version(n) for n in sys.argv[1:]}]))
`;
import { childCommand } from "../servers/child_environment.ts";

/** Describes where we run. */
export async function describeEnvironment(
  db: Db | undefined,
  jupyter: JupyterEnvironment | undefined,
): Promise<Environment> {
  const info = await db?.command({ buildInfo: 1 }).catch(() => undefined);
  const [python, packages] = jupyter ? await packagesOf(jupyter) : [null, {}];
  return {
    deno: Deno.version.deno,
    typescript: Deno.version.typescript,
    os: Deno.build.os,
    arch: Deno.build.arch,
    cpus: cpus().length,
    memory_bytes: Deno.systemMemoryInfo().total,
    mongodb: info?.version ?? null,
    python,
    packages,
  };
}

async function packagesOf({ python }: JupyterEnvironment) {
  const command = childCommand(python, { args: ["-c", script, ...asked], stdin: "null" });
  const { stdout } = await outputOf(command);
  return JSON.parse(new TextDecoder().decode(stdout)) as [string, Record<string, string>];
}
