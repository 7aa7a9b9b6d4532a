/** What a task says, and returns, when it was told to stop. */
import { printAside, steerTerminal } from "../../lib/base/print.ts";

/** The exit code: 128 and the number of SIGINT. */
export const interrupted = 130;

/** Says so on standard error. */
export function tellStopped(): void {
  steerTerminal("\x1b[?25h"); // a task list hides the cursor
  printAside("", "Stopped; nothing is half written. Run it again.");
}
