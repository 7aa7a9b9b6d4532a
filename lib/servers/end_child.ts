/** Asks a child to end, if it has not ended already. */
export function endChild(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGTERM");
  } catch {
    // It has.
  }
}
