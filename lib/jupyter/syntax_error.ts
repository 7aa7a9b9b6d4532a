/** What is wrong with the source of a cell. */
import { stop, transform, type TransformFailure } from "esbuild";

/**
 * What is wrong with the source of a cell as TypeScript, and in which line; `undefined`: nothing.
 */
export async function syntaxError(source: string): Promise<string | undefined> {
  try {
    await transform(source, { loader: "ts", logLevel: "silent" });
  } catch (error) {
    const [first] = (error as TransformFailure).errors ?? [];
    return first && `${first.text} (line ${first.location?.line ?? 1})`;
  } finally {
    await stop();
  }
}
