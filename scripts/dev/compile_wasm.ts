/** Compiles AssemblyScript to WebAssembly. */
import asc from "assemblyscript/asc";

/** What to compile, and for what memory. */
export interface WasmSource {
  /** The stems of the source files; the compiler begins with `kernel`. */
  readonly stems: readonly string[];
  /** The text of a file such as `kernel.as`. */
  readonly read: (name: string) => Promise<string>;
  /** Whether threads share the memory. */
  readonly shared: boolean;
}

/**
 * Compiles a module that imports its memory. The same source and compiler give the same bytes.
 *
 * @throws {SyntaxError} if the source does not compile, with what the compiler says
 */
export async function compileWasm(
  { stems, read, shared }: WasmSource,
): Promise<Uint8Array<ArrayBuffer>> {
  // The compiler looks for .ts; the source is called .as, because it is not TypeScript to any other tool.
  const sources = new Map<string, string>();
  for (const stem of stems) sources.set(`${stem}.ts`, await read(`${stem}.as`));
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
