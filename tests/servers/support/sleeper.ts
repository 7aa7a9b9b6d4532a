/** A process that does nothing for a minute. */
export function sleeper(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-config", "setTimeout(() => {}, 60_000)"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}
