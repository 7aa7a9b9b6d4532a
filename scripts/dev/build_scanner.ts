import { compileWasm } from "./compile_wasm.ts";

/** The files of the scanner's kernel. */
export const kernelSources = [
  "kernel",
  "delimiters",
  "plan",
  "scan",
  "scan_pairs",
  "scan_rows",
  "table",
  "timestamp",
] as const;

/** Compiles the scanner's kernel: see {@link compileWasm}. */
export function buildKernel(
  read: (name: string) => Promise<string>,
): Promise<Uint8Array<ArrayBuffer>> {
  return compileWasm({ stems: kernelSources, read, shared: false });
}
