/** The functions of chDB's library that are used, as its header `chdb.h` declares them. */

const text = ["buffer", "usize"] as const;
const parameters = ["buffer", "buffer", "buffer", "buffer", "usize"] as const;
const statement = ["pointer", ...text, ...text, ...parameters] as const;

/** For `Deno.dlopen`. What may take long runs on another thread. */
export const chdbSymbols = {
  chdb_version: { parameters: [], result: "pointer" },
  chdb_set_signal_handlers_enabled: { parameters: ["i32"], result: "void" },
  chdb_connect: { parameters: ["i32", "buffer"], result: "pointer", nonblocking: true },
  chdb_close_conn: { parameters: ["pointer"], result: "void", nonblocking: true },
  chdb_query_with_params_n: { parameters: statement, result: "pointer", nonblocking: true },
  chdb_stream_query_with_params_n: { parameters: statement, result: "pointer", nonblocking: true },
  chdb_stream_fetch_result: {
    parameters: ["pointer", "pointer"],
    result: "pointer",
    nonblocking: true,
  },
  chdb_stream_cancel_query: {
    parameters: ["pointer", "pointer"],
    result: "void",
    nonblocking: true,
  },
  chdb_stream_insert_with_params_n: {
    parameters: statement,
    result: "pointer",
    nonblocking: true,
  },
  chdb_stream_append: {
    parameters: ["pointer", "buffer", "usize"],
    result: "i32",
    nonblocking: true,
  },
  chdb_stream_done: { parameters: ["pointer"], result: "pointer", nonblocking: true },
  chdb_stream_insert_error: { parameters: ["pointer"], result: "pointer" },
  chdb_stream_cancel_insert: { parameters: ["pointer"], result: "void", nonblocking: true },
  chdb_destroy_insert_stream: { parameters: ["pointer"], result: "void", nonblocking: true },
  chdb_destroy_query_result: { parameters: ["pointer"], result: "void" },
  chdb_result_buffer: { parameters: ["pointer"], result: "pointer" },
  chdb_result_length: { parameters: ["pointer"], result: "usize" },
  chdb_result_error: { parameters: ["pointer"], result: "pointer" },
  chdb_result_rows_written: { parameters: ["pointer"], result: "u64" },
  chdb_result_bytes_written: { parameters: ["pointer"], result: "u64" },
  chdb_shutdown: { parameters: [], result: "i32", nonblocking: true },
} as const;

/** The functions. */
export type Chdb = Deno.DynamicLibrary<typeof chdbSymbols>["symbols"];
