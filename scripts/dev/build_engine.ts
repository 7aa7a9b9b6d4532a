import { compileWasm } from "./compile_wasm.ts";

/** The files of the engine's kernel. */
export const kernelSources = [
  "cholesky",
  "conjugate_gradient",
  "gram",
  "kernel",
  "loss",
  "multiply",
  "sizes",
  "top_k",
  "vectors",
  "whiten",
] as const;

/** Compiles the kernel of the engine: see {@link compileWasm}. */
export function buildKernel(
  read: (name: string) => Promise<string>,
): Promise<Uint8Array<ArrayBuffer>> {
  return compileWasm({ stems: kernelSources, read, shared: true });
}
