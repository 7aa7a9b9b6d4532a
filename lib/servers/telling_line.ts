/** The line of a server's log that says why it has failed. */

/** So much of a line tells enough. */
const most_characters = 400;

/** What programs begin such a line with, or have in it, apart from those that write JSON. */
const telling =
  /\b(fatal|error|exception|panic|cannot|could not|failed|denied|not found|already in use)\b/i;

/** What says nothing: the next line does. */
const empty = /^Error occurred during initialization of VM$/;

/** With what a program of Python or Java that dies ends. */
const exception = /^[\w.]+(?:Error|Exception): /;

/** What stands before it: the time, the level, the thread. */
const preamble =
  /^(?:\[?\d{4}[-.]\d\d[-.]\d\d[T ][\d:.,+Z-]*\]?\s*)?(?:\[[^\]]*\]\s*|\{[\w-]*\}\s*|<\w+>\s*|(?:FATAL|ERROR)\b:?\s*)*/;

/**
 * The telling line, without time and level: the innermost cause of an exception, the exception itself, the first
 * line of an error; where there is none, the last line.
 *
 * @param log all that the server wrote since it was started
 * @returns `undefined` if it said nothing that a person can read
 */
export function tellingLine(log: string): string | undefined {
  const lines = log.split("\n").map((line) => line.trim()).filter(Boolean);
  const plain = lines.filter((line) => !line.startsWith("{"));
  const cause = "Caused by: ";
  const found = plain.findLast((line) => line.startsWith(cause))?.slice(cause.length) ??
    plain.findLast((line) => exception.test(line)) ??
    lines.map((line) => line.startsWith("{") ? errorOf(line) : errorIn(line)).find(Boolean) ??
    plain.at(-1);
  return found && (found.replace(preamble, "") || found).slice(0, most_characters);
}

const errorIn = (line: string): string | undefined =>
  telling.test(line) && !empty.test(line) ? line : undefined;

/** What a line of JSON says, as `mongod` writes them, if it is of an error. */
function errorOf(line: string): string | undefined {
  try {
    const { s, msg, attr = {} } = JSON.parse(line) as MongodLine;
    if (s !== "E" && s !== "F") return undefined;
    const { error = attr.reason ?? attr.errmsg ?? attr.message } = attr;
    const detail = typeof error === "string" ? error : error?.errmsg ?? error?.codeName;
    return detail ? `${msg}: ${detail}` : msg;
  } catch {
    return errorIn(line);
  }
}

interface MongodLine {
  readonly s?: string;
  readonly msg?: string;
  readonly attr?: {
    readonly error?: string | { readonly errmsg?: string; readonly codeName?: string };
    readonly reason?: string;
    readonly errmsg?: string;
    readonly message?: string;
  };
}

/** Whether the log says that another program has the port. */
export const saysPortIsTaken = (log: string): boolean =>
  /address (?:is )?already in use|EADDRINUSE|only one usage of each socket address/i.test(log);
