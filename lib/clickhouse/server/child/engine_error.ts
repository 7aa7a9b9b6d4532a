/** What a server says of an error of its engine: ClickHouse's number, and the status of HTTP. */

/** The number of what goes wrong without one. */
const unknownException = 1002;

const statuses: Readonly<Record<number, number>> = {
  36: 400, // BAD_ARGUMENTS
  48: 501, // NOT_IMPLEMENTED
  60: 404, // UNKNOWN_TABLE
  62: 400, // SYNTAX_ERROR
  81: 404, // UNKNOWN_DATABASE
  241: 500, // MEMORY_LIMIT_EXCEEDED
  516: 403, // AUTHENTICATION_FAILED
};

/** An error as it goes over the wire. */
export interface ToldError {
  readonly code: number;
  readonly status: number;
  /** `Code: 60. DB::Exception: … (UNKNOWN_TABLE)` */
  readonly text: string;
}

/** By what the engine says; anything else becomes an exception without a number of its own. */
export function toldError(message: string): ToldError {
  const found = /Code: (\d+)\. DB::/.exec(message);
  const code = Number(found?.[1] ?? unknownException);
  const text = found
    ? message.slice(found.index)
    : `Code: ${code}. DB::Exception: ${message}. (UNKNOWN_EXCEPTION)`;
  return { code, status: statuses[code] ?? 500, text };
}
