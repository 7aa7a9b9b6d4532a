/** What the server in front of the engine needs of it; a test puts another one in its place. */

/** What is wrong with a statement, as ClickHouse says it: `Code: 60. DB::Exception: … (UNKNOWN_TABLE)`. */
export class EngineError extends Error {}

/** Values of the placeholders `{name:Type}` in a statement, in ClickHouse's escaped form. */
export type Parameters = ReadonlyMap<string, string>;

/** What a statement wrote. */
export interface Written {
  readonly rows: number;
  readonly bytes: number;
}

/** A statement to run. */
export interface Statement {
  readonly sql: string;
  /** The format of its result, or of what is inserted, if the statement names none. */
  readonly format: string;
  readonly parameters: Parameters;
}

/** A connection: its settings and its database are its own. It runs one statement at a time. */
export interface Session extends AsyncDisposable {
  /** Runs a statement to its end, and then hands over the result, piece by piece. */
  whole(statement: Statement): AsyncGenerator<Uint8Array, Written>;
  /**
   * Hands over a result while it is made, one block of rows after the other, each in the format by itself: right
   * for formats without a frame. Ending the iteration ends the query.
   *
   * @throws {NotStreamedError} if it is no query; then nothing was done
   */
  streamed(statement: Statement): AsyncGenerator<Uint8Array, Written>;
  /** Inserts data; the statement names no format. If the data end with an error, it is given up. */
  insert(statement: Statement, data: AsyncIterable<Uint8Array>): Promise<Written>;
}

/** The statement is not one whose result can be streamed. */
export class NotStreamedError extends Error {}

/** An engine that has a folder. */
export interface Engine extends AsyncDisposable {
  readonly version: string;
  connect(): Promise<Session>;
}
