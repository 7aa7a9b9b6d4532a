/** The WebAssembly kernels of the engines: where their sources are, and how they are compiled. */
import { compileWasm } from "./compile_wasm.ts";

/** A kernel: a folder with its sources, `*.as`, and the module that was compiled from them. */
export interface Kernel {
  readonly folder: URL;
  /** Whether threads share its memory. */
  readonly shared: boolean;
}

/** The kernels by the engine that they serve. */
export const kernels = {
  recommend: {
    folder: new URL("../../lib/recommend/engine/kernel/", import.meta.url),
    shared: true,
  },
  trends: { folder: new URL("../../lib/trends/scan/kernel/", import.meta.url), shared: false },
} as const satisfies Record<string, Kernel>;

/** Where a kernel's module is committed. */
export const moduleOf = ({ folder }: Kernel): URL => new URL("kernel.wasm", folder);

/**
 * Compiles a kernel: the same sources and compiler give the same bytes.
 *
 * @param change of the text of a source, by its name such as `kernel.as`
 * @throws {SyntaxError} if it does not compile
 */
export async function buildKernel(
  { folder, shared }: Kernel,
  change: (name: string, text: string) => string = (_, text) => text,
): Promise<Uint8Array<ArrayBuffer>> {
  const sources = new Map<string, string>();
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".as")) continue;
    sources.set(name, change(name, await Deno.readTextFile(new URL(name, folder))));
  }
  return await compileWasm(sources, { shared });
}
