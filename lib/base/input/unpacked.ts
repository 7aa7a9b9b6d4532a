/** What gzip has packed, unpacked. */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/**
 * What was compressed with gzip, in one piece or several joined together.
 *
 * @throws {SyntaxError} if it is damaged or cut off
 */
export async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(copies(packed));
  const gunzip = source.pipe(createGunzip({ chunkSize: 1 << 18 }));
  source.on("error", (error) => gunzip.destroy(error));
  try {
    yield* gunzip;
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith("Z_")) throw error;
    throw new SyntaxError("it is damaged, or not compressed with gzip", { cause: error });
  } finally {
    source.destroy();
  }
}

/** The stream reads ahead, when a piece may have been overwritten by the next. */
async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield piece.slice();
}
