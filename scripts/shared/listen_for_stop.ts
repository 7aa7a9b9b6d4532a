/** The thread that ends the process if the main thread is too busy to: see `stop_when_busy.ts`. */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { discard } from "../../lib/base/files/temporary_files.ts";
import { endProcess } from "./end_process.ts";
import { interrupted, tellStopped } from "./stopped.ts";

/** How long the main thread has to hear of it, and from then on to clean up and end the process itself. */
const patience_ms = { toHear: 300, toCleanUp: 900 };
let timer: ReturnType<typeof setTimeout> | undefined, isHeard = false;

/** What is to be thrown away if the process ends now. */
let unfinished: readonly string[] = [];

self.onmessage = ({ data }: MessageEvent<readonly string[] | "heard">) => {
  if (data !== "heard") return void (unfinished = data);
  isHeard = true;
  if (timer !== undefined) endSoon();
};

/** Ends the process after a while. */
function endSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(end, isHeard ? patience_ms.toCleanUp : patience_ms.toHear);
}

function end(): void {
  for (const file of unfinished) discard(file);
  tellStopped();
  endProcess(interrupted);
}

/** To ask again gives nobody more time. */
const stop = () => timer === undefined && endSoon();

Deno.addSignalListener("SIGINT", stop);
if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", stop);
