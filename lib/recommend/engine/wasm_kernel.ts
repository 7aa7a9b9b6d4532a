/** The inner loops in WebAssembly, and their memory. */
import type { Kernel } from "./kernel.ts";

/** What the module exports: every array is an address. */
interface Exports {
  gramBlock(...args: number[]): void;
  gramSum(...args: number[]): void;
  whiten(...args: number[]): void;
  solveCg(...args: number[]): void;
  solveWhiteCg(...args: number[]): void;
  solveCholesky(...args: number[]): number;
  solveExplicit(...args: number[]): number;
  lossOfEntries(...args: number[]): number;
  topKRows(...args: number[]): void;
}

/** The compiled module, from the file beside its source. */
export function readKernelModule(): WebAssembly.Module {
  return new WebAssembly.Module(
    Deno.readFileSync(new URL("./kernel/kernel.wasm", import.meta.url)),
  );
}

/** The most that 32 bits can address. */
const most_bytes = 2 ** 32;
const page_bytes = 65_536;

/**
 * A memory for the module, of at least so many bytes.
 *
 * @param what is to be done in it
 * @param instead what takes less
 * @throws {RangeError} if the module cannot address that much
 */
export function kernelMemory(
  bytes: number,
  what: "train" | "rank",
  instead: string,
): WebAssembly.Memory {
  if (bytes > most_bytes) {
    throw new RangeError(
      `Cannot ${what} in ${(bytes / 1e9).toFixed(1)} GB: the engine addresses 4 GB. Use ${instead}`,
    );
  }
  const pages = Math.ceil(bytes / page_bytes);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/** The module's functions on a memory. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as Exports;
}

/** The kernel in WebAssembly. Source: `kernel/*.as`. */
export function wasmKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel {
  const wasm = instantiate(module, memory);
  const at = (array: ArrayBufferView) => array.byteOffset;
  return {
    gramBlock: (factors, from, to, stride, out, scratch) =>
      wasm.gramBlock(at(factors), from, to, stride, at(out), at(scratch)),
    gramSum: (blocks, count, stride, factors, regularization, wideOut, out) =>
      wasm.gramSum(at(blocks), count, stride, factors, regularization, at(wideOut), at(out)),
    whiten: (factors, from, to, stride, white) =>
      wasm.whiten(at(factors), from, to, stride, at(white.roots.inverse), at(white.factors)),
    solveCg: (rows, from, to, solved, fixed, gram, stride, steps, scratch, white) => {
      const matrix = [at(rows.indptr), at(rows.indices), at(rows.weights), from, to, at(solved)];
      if (white) {
        const { factors, roots: { into, back } } = white;
        const there = [at(factors), at(into), at(back)];
        wasm.solveWhiteCg(...matrix, ...there, stride, steps, at(scratch));
      } else {
        wasm.solveCg(...matrix, at(fixed), at(gram), stride, steps, at(scratch));
      }
    },
    solveCholesky: (rows, from, to, solved, fixed, gram, wideGram, stride, scratch, white) =>
      wasm.solveCholesky(
        at(rows.indptr),
        at(rows.indices),
        at(rows.weights),
        from,
        to,
        at(solved),
        at(fixed),
        at(gram),
        at(wideGram),
        white ? at(white.factors) : 0,
        white ? at(white.roots.back) : 0,
        white ? stride : 0,
        stride,
        at(scratch),
      ),
    solveExplicit: (rows, from, to, solved, fixed, regularization, stride, scratch) =>
      wasm.solveExplicit(
        at(rows.indptr),
        at(rows.indices),
        at(rows.weights),
        from,
        to,
        at(solved),
        at(fixed),
        regularization,
        stride,
        at(scratch),
      ),
    lossOfEntries: (rows, from, to, users, items, stride) =>
      wasm.lossOfEntries(
        at(rows.indptr),
        at(rows.indices),
        at(rows.weights),
        from,
        to,
        at(users),
        at(items),
        stride,
      ),
  };
}
