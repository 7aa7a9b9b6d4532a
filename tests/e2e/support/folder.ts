/** Runs `test` with a temporary folder, which is removed afterwards, however the test ends. */
export async function withFolder<T>(test: (dir: string) => Promise<T>): Promise<T> {
  const dir = await Deno.makeTempDir({ prefix: "dzstore-test-" });
  try {
    return await test(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
