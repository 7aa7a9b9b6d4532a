/** How PySpark is started: by its own variables, in an environment without another Spark. */

/** Our environment, but for what would lead to another Spark, or to another Python's packages. */
export function inheritedEnvironment(): Record<string, string> {
  const foreign =
    /^(SPARK_HOME|SPARK_CONF_DIR|PYSPARK_(SUBMIT_ARGS|DRIVER_.*|GATEWAY_.*)|PYTHONPATH|PYTHONHOME)$/;
  const ours = Object.entries(Deno.env.toObject()).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(ours), PYTHONUTF8: "1" };
}

/**
 * The value of `PYSPARK_SUBMIT_ARGS`, which PySpark takes apart as a shell would. Of settings with
 * the same key the last wins.
 *
 * @param settings each `key=value`
 */
export function sparkArguments(master: string, settings: readonly string[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'"'"'`)}'`;
  const flags = settings.map((setting) => `--conf ${quoted(setting)}`);
  return [`--master ${quoted(master)}`, ...flags, "pyspark-shell"].join(" ");
}
