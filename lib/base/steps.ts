/** Work of any length in steps, between which others have their turn: progress, the driver's heartbeats. */
import { pause } from "./pause.ts";

/** How long the event loop may have to wait. */
const patience_ms = 100;

/** Does all steps, and pauses now and then. */
export async function inSteps<T>(steps: Iterator<void, T>, onPause = () => {}): Promise<T> {
  let step = steps.next();
  for (let last = performance.now(); !step.done; step = steps.next()) {
    if (performance.now() - last < patience_ms) continue;
    onPause();
    await pause(0);
    last = performance.now();
  }
  return step.value;
}

/** Does all steps without a pause. */
export function inOneGo<T>(steps: Iterator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
