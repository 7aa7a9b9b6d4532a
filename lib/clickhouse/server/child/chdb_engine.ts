/** ClickHouse within this process: chDB's library, called as C. */
import { type Chdb, chdbSymbols } from "./chdb_symbols.ts";
import { type Engine, EngineError, type Session, type Statement } from "./engine.ts";
import { NotStreamedError, type Written } from "./engine.ts";
import { encoded } from "../../../base/text/encoded.ts";

/** A big result leaves in pieces of this size, so that it is in memory but once. */
const piece_bytes = 1 << 20;

const nothing: Written = { rows: 0, bytes: 0 };

/**
 * Opens the engine on a folder; no other process may have it.
 *
 * @param library the path of chDB's library
 * @param options as ClickHouse takes them on its command line: `--path=…`
 * @throws {EngineError} if the folder cannot be opened; the library has printed why
 */
export async function openChdb(library: string, options: readonly string[]): Promise<Engine> {
  const { symbols: chdb } = Deno.dlopen(library, chdbSymbols);
  chdb.chdb_set_signal_handlers_enabled(0); // ours ends the process in good order
  const connect = () => connection(chdb, ["clickhouse", ...options]);
  const first = await connect(); // the engine ends with its last connection
  return {
    version: textAt(chdb.chdb_version()),
    connect: async () => sessionOf(chdb, await connect()),
    async [Symbol.asyncDispose]() {
      await chdb.chdb_close_conn(first);
      await chdb.chdb_shutdown();
    },
  };
}

async function connection(chdb: Chdb, args: readonly string[]): Promise<Deno.PointerObject> {
  const words = bytesOf(args);
  const pointers = pointersTo(words);
  const connection = await holding(
    [words, pointers],
    chdb.chdb_connect(words.length, pointers),
  );
  if (!connection) throw new EngineError("Cannot open the engine: its own lines say why");
  return connection;
}

function sessionOf(chdb: Chdb, handle: Deno.PointerObject): Session {
  const connection = new Deno.UnsafePointerView(handle).getPointer();
  return {
    async *whole(statement) {
      const words = wordsOf(statement);
      const result = await holding(
        words,
        chdb.chdb_query_with_params_n(connection, ...words.list),
      );
      try {
        refuse(chdb.chdb_result_error(result));
        const length = Number(chdb.chdb_result_length(result));
        const from = chdb.chdb_result_buffer(result);
        for (let at = 0; from && at < length; at += piece_bytes) {
          yield bytesAt(from, at, Math.min(piece_bytes, length - at));
        }
        return writtenBy(chdb, result);
      } finally {
        chdb.chdb_destroy_query_result(result);
      }
    },
    async *streamed(statement) {
      const words = wordsOf(statement);
      const stream = await holding(
        words,
        chdb.chdb_stream_query_with_params_n(connection, ...words.list),
      );
      let isEnded = false;
      try {
        refuse(chdb.chdb_result_error(stream));
        while (!isEnded) {
          const block = await chdb.chdb_stream_fetch_result(connection, stream);
          try {
            const error = chdb.chdb_result_error(block);
            const length = Number(chdb.chdb_result_length(block));
            isEnded = error !== null || length === 0;
            refuse(error);
            const from = chdb.chdb_result_buffer(block);
            if (from && length > 0) yield bytesAt(from, 0, length);
          } finally {
            chdb.chdb_destroy_query_result(block);
          }
        }
        return nothing;
      } catch (error) {
        isEnded = true; // what has failed is not to be ended
        throw error;
      } finally {
        if (!isEnded) await chdb.chdb_stream_cancel_query(connection, stream);
        chdb.chdb_destroy_query_result(stream);
      }
    },
    async insert(statement, data) {
      const words = wordsOf(statement);
      const stream = await holding(
        words,
        chdb.chdb_stream_insert_with_params_n(connection, ...words.list),
      );
      try {
        refuse(chdb.chdb_stream_insert_error(stream));
        for await (const piece of data) {
          if (piece.length === 0) continue;
          const own = piece as Uint8Array<ArrayBuffer>;
          await holding(own, chdb.chdb_stream_append(stream, own, BigInt(piece.length)));
          refuse(chdb.chdb_stream_insert_error(stream));
        }
        const result = await chdb.chdb_stream_done(stream);
        try {
          refuse(chdb.chdb_result_error(result));
          return writtenBy(chdb, result);
        } finally {
          chdb.chdb_destroy_query_result(result);
        }
      } finally {
        await chdb.chdb_destroy_insert_stream(stream); // gives up what was not finished
      }
    },
    async [Symbol.asyncDispose]() {
      await chdb.chdb_close_conn(handle);
    },
  };
}

/** Pointers that C is given point into these: while it runs, nothing else may hold them. */
const held = new Set<unknown>();

async function holding<T>(values: unknown, result: Promise<T>): Promise<T> {
  held.add(values);
  try {
    return await result;
  } finally {
    held.delete(values);
  }
}

/** A statement, its format and its parameters as C takes them: pointers with lengths. */
function wordsOf({ sql, format, parameters }: Statement) {
  const [statement, result] = [encoded(sql), encoded(format)];
  const names = bytesOf(parameters.keys()), values = bytesOf(parameters.values());
  return {
    values: [statement, result, names, values],
    list: [
      ...[statement, BigInt(statement.length), result, BigInt(result.length)] as const,
      ...[pointersTo(names), lengthsOf(names), pointersTo(values), lengthsOf(values)] as const,
      BigInt(names.length),
    ] as const,
  };
}

/** Texts with a zero after each, so that none is without an address. */
const bytesOf = (texts: Iterable<string>) => [...texts].map((text) => encoded(`${text}\0`));

const pointersTo = (texts: readonly Uint8Array<ArrayBuffer>[]) =>
  new BigUint64Array(
    texts.map((text) => Deno.UnsafePointer.value(Deno.UnsafePointer.of(text))),
  );

const lengthsOf = (texts: readonly Uint8Array[]) =>
  new BigUint64Array(texts.map(({ length }) => BigInt(length - 1)));

function bytesAt(from: Deno.PointerObject, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  new Deno.UnsafePointerView(from).copyInto(bytes, at);
  return bytes;
}

const textAt = (pointer: Deno.PointerValue): string =>
  pointer ? new Deno.UnsafePointerView(pointer).getCString() : "";

const writtenBy = (chdb: Chdb, result: Deno.PointerValue): Written => ({
  rows: Number(chdb.chdb_result_rows_written(result)),
  bytes: Number(chdb.chdb_result_bytes_written(result)),
});

function refuse(error: Deno.PointerValue): void {
  if (!error) return;
  const message = textAt(error);
  throw message.includes("Streaming query is not supported")
    ? new NotStreamedError(message)
    : new EngineError(message);
}
