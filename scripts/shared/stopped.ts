/** What a task says, and returns, when it was told to stop. */

/** The exit code: 128 and the number of SIGINT. */
export const interrupted = 130;

/** Says so on standard error. */
export function tellStopped(): void {
  const showCursor = "\x1b[?25h"; // a task list hides it
  console.error(
    `${
      Deno.stderr.isTerminal() ? showCursor : ""
    }\nStopped; nothing is half written. Run it again.`,
  );
}
