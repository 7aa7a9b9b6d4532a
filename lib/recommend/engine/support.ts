/** What this machine can run: WebAssembly with SIMD and shared memory, or not. */
import { readKernelModule } from "./wasm_kernel.ts";

/** What this machine can run: the compiled kernel, or why there is none. */
export type Support =
  | { readonly module: WebAssembly.Module; readonly reason?: undefined }
  | { readonly module?: undefined; readonly reason: string };

let known: Support | undefined;

/** Looks, once, whether WebAssembly with SIMD and shared memory is there. */
export function support(): Support {
  return known ??= look();
}

function look(): Support {
  if (typeof WebAssembly === "undefined") return { reason: "there is no WebAssembly here" };
  if (typeof SharedArrayBuffer === "undefined") return { reason: "there is no shared memory here" };
  if (typeof Worker === "undefined") return { reason: "there are no workers here" };
  try {
    return { module: readKernelModule() };
  } catch (error) {
    return { reason: `the compiled kernel cannot be used (${(error as Error).message})` };
  }
}
