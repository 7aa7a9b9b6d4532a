/** The thread that ends the process if the main thread is too busy to: see `stop_when_busy.ts`. */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { discard } from "../../lib/base/files/temporary_files.ts";
import { endProcess } from "./end_process.ts";
import { interrupted, tellStopped } from "./stopped.ts";

/** How long the main thread has to end the process itself. */
const patience_ms = 300;

/** What is to be thrown away if the process ends now. */
let unfinished: readonly string[] = [];

self.onmessage = ({ data }: MessageEvent<readonly string[]>) => unfinished = data;

const stop = () =>
  setTimeout(() => {
    for (const file of unfinished) discard(file);
    tellStopped();
    endProcess(interrupted);
  }, patience_ms);

Deno.addSignalListener("SIGINT", stop);
if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", stop);
self.postMessage("listening");
