/** What a child has printed so far. */
export interface Output {
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly err: string;
  /** When both streams have ended. */
  readonly ended: Promise<void>;
}

/** Reads what a child prints while it runs; both of its streams must be piped. */
export function watchOutput(child: Deno.ChildProcess): Output {
  const output = { out: "", err: "" };
  const read = async (stream: ReadableStream<Uint8Array>, into: keyof typeof output) => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) output[into] += decoder.decode(chunk, { stream: true });
  };
  const ended = Promise.all([read(child.stdout, "out"), read(child.stderr, "err")]).then(() => {});
  return {
    get out() {
      return output.out;
    },
    get err() {
      return output.err;
    },
    ended,
  };
}
