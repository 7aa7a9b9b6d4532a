/** `deno task db`: the short name of `deno task servers`, whose first server is mongo. */
import "./servers.ts";
