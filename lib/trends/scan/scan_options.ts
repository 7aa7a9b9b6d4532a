/** What a scan of a file is told. */
import type { LogFormat } from "../../log_format.ts";
import type { CubeShape } from "./cube.ts";
import type { OnReject } from "./rejected_rows.ts";

/** How to scan a file. */
export interface ScanOptions {
  readonly format: LogFormat;
  /** What to count. */
  readonly shape: CubeShape;
  /** How many threads may work. Default: as many as the processor has, up to 8. */
  readonly threads?: number | undefined;
  /** Whether to do without WebAssembly. */
  readonly plain?: boolean;
  /** Told of each line that cannot be used, until it says that no more are wanted. */
  readonly onReject?: OnReject;
  /** Told the bytes read so far, now and then. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}
