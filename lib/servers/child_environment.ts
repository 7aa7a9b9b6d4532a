/** The environment of the programs that we start: ours, but for what would make them others than they are. */
import { noProxy } from "./no_proxy.ts";

/** What leads to other packages, other settings, another engine, or adds options to every start. */
const foreign: readonly RegExp[] = [
  /^(PYTHON\w*|__PYVENV_LAUNCHER__|VIRTUAL_ENV(_PROMPT)?|CONDA_\w*|_CE_\w*|PIP_\w*)$/i,
  /^(JUPYTER\w*|JPY_\w*|IPYTHON\w*|NBCONVERT_\w*|TRAITLETS_\w*)$/i,
  /^(JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|CLASSPATH)$/i,
  /^SPARK_(?!LOCAL_DIRS$)\w*$/i, // which says where there is room
  /^PYSPARK_(?!PYTHON$)\w*$/i, // which says what the machines of a cluster run
  /^_?AIRFLOW_\w*$/i,
  /^(NODE_OPTIONS|NODE_PATH)$/i,
];

/** Of pip's variables those that say where packages come from, and how they are reached. */
const pipReaches = new RegExp(
  "^PIP_(" + [
    ...["INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "NO_INDEX", "TRUSTED_HOST", "CERT"],
    ...["CLIENT_CERT", "PROXY", "TIMEOUT", "DEFAULT_TIMEOUT", "RETRIES", "CACHE_DIR"],
    ...["NO_CACHE_DIR", "KEYRING_PROVIDER", "CONFIG_FILE"],
  ].join("|") + ")$",
  "i",
);

/** Whether what we start does not see the variable. */
export const isForeign = (name: string): boolean =>
  !pipReaches.test(name) && foreign.some((form) => form.test(name));

/**
 * The environment of a program that we start. Its requests to loopback go through no proxy.
 *
 * @param more variables of its own
 * @param ours where the others are from
 */
export function childEnvironment(
  more: Readonly<Record<string, string>> = {},
  ours: Readonly<Record<string, string>> = Deno.env.toObject(),
): Record<string, string> {
  const kept = Object.fromEntries(Object.entries(ours).filter(([name]) => !isForeign(name)));
  return { ...kept, ...noProxy(kept), ...more };
}

/**
 * A program to start, in that environment.
 *
 * @param options as Deno takes them; `env` has variables of its own
 */
export function childCommand(
  program: string | URL,
  { env, ...options }: Omit<Deno.CommandOptions, "clearEnv"> = {},
): Deno.Command {
  return new Deno.Command(program, { ...options, clearEnv: true, env: childEnvironment(env) });
}
