import { assertEquals, assertThrows } from "@std/assert";
import { writeAllSync } from "../../../lib/base/files/write_all.ts";

Deno.test("writeAllSync() writes all, piece by piece, and waits for a pipe that is full", () => {
  const written: number[] = [];
  let calls = 0;
  writeAllSync({
    writeSync(bytes) {
      if (calls++ % 2 === 0) throw new Deno.errors.WouldBlock("full");
      written.push(...bytes.subarray(0, 2));
      return Math.min(2, bytes.length);
    },
  }, Uint8Array.of(1, 2, 3, 4, 5));
  assertEquals([written, calls], [[1, 2, 3, 4, 5], 6]);
  const closed = {
    writeSync(): number {
      throw new Deno.errors.BrokenPipe("closed");
    },
  };
  assertThrows(() => writeAllSync(closed, Uint8Array.of(1)), Deno.errors.BrokenPipe);
});
