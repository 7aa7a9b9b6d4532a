/** What Airflow logs of its tasks, and why one failed by it. */
import { z } from "zod";
import { withoutSecrets } from "../../base/text/without_secrets.ts";

const exceptions = z.array(z.object({ exc_type: z.string(), exc_value: z.string() }));

/** A line of a log. */
export const logEvent = z.object({
  event: z.string(),
  timestamp: z.string().nullish(),
  level: z.string().nullish(),
  logger: z.string().nullish(),
  // In a file, and as the API tells it.
  exception: exceptions.nullish(),
  error_detail: exceptions.nullish(),
});

/** A line of a log, as Airflow writes it in JSON. */
export type LogEvent = z.infer<typeof logEvent>;

/** What the command of a task wrote: lines between these two. */
const output = {
  logger: /SubprocessHook$/,
  from: "Output:",
  to: /^Command exited with return code/,
};

/**
 * Why a task failed, by what it logged: the last line of its command that names an error, or its last line at all;
 * of an operator that failed by itself, the exception.
 *
 * @returns `undefined` if nothing failed
 */
export function reasonIn(events: readonly LogEvent[]): string | undefined {
  const failed = events.findLast(({ level, exception, error_detail }) =>
    level === "error" && (exception ?? error_detail)?.length
  );
  if (!failed) return undefined;
  const value = (failed.exception ?? failed.error_detail)?.at(-1)?.exc_value ?? failed.event;
  if (!value.startsWith("Bash command failed")) return withoutSecrets(value);
  const ours = events.filter(({ logger }) => output.logger.test(logger ?? ""));
  const from = ours.findLastIndex(({ event }) => event === output.from);
  const lines = ours.slice(from + 1).map(({ event }) => event)
    .filter((line) => line.trim() && !output.to.test(line));
  const told = lines.findLast((line) => /^Error: /.test(line)) ?? lines.at(-1);
  return withoutSecrets(told?.replace(/^Error: /, "") ?? value);
}
