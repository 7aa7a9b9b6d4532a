/** How PySpark is started: by its own variables. */

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
