/** Paths of the files beside the benchmarks. */
import { fileURLToPath } from "node:url";

/** The path of a file of this folder. */
export const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
