/** Compiles AssemblyScript to WebAssembly. */
import asc from "assemblyscript/asc";

/**
 * Compiles a module that imports its memory. The same source and compiler give the same bytes.
 *
 * @param sources the text of each file by its name; the compiler begins with `kernel.as`
 * @param shared whether threads share the memory
 * @throws {SyntaxError} if the source does not compile, with what the compiler says
 */
export async function compileWasm(
  sources: ReadonlyMap<string, string>,
  { shared }: { readonly shared: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  // The compiler looks for .ts; the source is called .as, because it is not TypeScript to any other tool.
  const sourceOf = (name: string) => sources.get(name.replace(/^\.\//, "").replace(/\.ts$/, ".as"));
  let built: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main([
    "kernel.ts",
    "--outFile=kernel.wasm",
    "-O3",
    "--noAssert",
    "--runtime=stub",
    "--enable=simd",
    "--importMemory",
    "--initialMemory=1",
    ...(shared ? ["--enable=threads", "--sharedMemory", "--maximumMemory=65536"] : []),
  ], {
    readFile: (name) => sourceOf(name) ?? null,
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
