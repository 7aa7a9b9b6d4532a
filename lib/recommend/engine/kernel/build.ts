/** Compiles the kernel: the AssemblyScript in this folder to one WebAssembly module. */
import asc from "assemblyscript/asc";

/** The files of the kernel's source; `kernel.as` is the first that the compiler reads. */
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

/**
 * Compiles the kernel. The same source and compiler give the same bytes.
 *
 * @param read gives the text of a source file of this folder
 * @throws {SyntaxError} if the source does not compile, with what the compiler says
 */
export async function buildKernel(
  read: (name: string) => Promise<string>,
): Promise<Uint8Array<ArrayBuffer>> {
  // The compiler looks for .ts; the source is called .as, because it is not TypeScript to any other tool.
  const sources = new Map<string, string>();
  for (const name of kernelSources) sources.set(`${name}.ts`, await read(`${name}.as`));
  let built: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main([
    "kernel.ts",
    "--outFile=kernel.wasm",
    "-O3",
    "--noAssert",
    "--runtime=stub",
    "--enable=simd",
    "--enable=threads",
    "--importMemory",
    "--sharedMemory",
    "--initialMemory=1",
    "--maximumMemory=65536",
  ], {
    readFile: (name) => sources.get(name.replace(/^\.\//, "")) ?? null,
    writeFile: (_name, contents) => {
      if (contents instanceof Uint8Array) built = new Uint8Array(contents);
    },
    listFiles: () => [],
  });
  if (error || !built) {
    throw new SyntaxError(`Cannot compile the kernel: ${stderr.toString() || error?.message}`);
  }
  return built;
}
