/** Writing all of some bytes. */

/** Writes all of the bytes to a file or a connection: a single write may take fewer. */
export async function writeAll(to: Pick<Deno.Conn, "write">, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await to.write(rest));
}

/** The same, and nothing else happens meanwhile; a pipe that is full is waited for. */
export function writeAllSync(file: Pick<Deno.FsFile, "writeSync">, bytes: Uint8Array): void {
  for (let rest = bytes; rest.length > 0;) {
    try {
      rest = rest.subarray(file.writeSync(rest));
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      Atomics.wait(asleep, 0, 0, fullPipe_ms);
    }
  }
}

const asleep = new Int32Array(new SharedArrayBuffer(4));
const fullPipe_ms = 5;
