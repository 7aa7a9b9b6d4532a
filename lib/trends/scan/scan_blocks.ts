/** Several threads count one log: each takes blocks of it until none is left. */
import type { Header } from "./kernel.ts";
import type { CubeShape } from "./cube.ts";
import type { LogCounts } from "./log_counts.ts";
import type { LogFormat } from "../../log_format.ts";
import { LogScanner } from "./log_scanner.ts";
import { readInto } from "./read_into.ts";

/** What is to be counted, and how: sent to each thread. */
export interface BlockJob {
  readonly path: string;
  readonly format: LogFormat;
  readonly shape: CubeShape;
  readonly module: WebAssembly.Module | undefined;
  readonly header: Header;
  /** The first byte after the header. */
  readonly start: number;
  /** The file's size. */
  readonly size: number;
  /** How long a block is, but for the last. */
  readonly block_bytes: number;
  /** One word in shared memory: the number of the next block. */
  readonly next: Int32Array<SharedArrayBuffer>;
}

/** What one block turned out to be. */
export interface BlockReport {
  readonly block: number;
  /** Where its first record begins: not before its first byte. Absent: a line goes on to its end. */
  readonly began: number | undefined;
  /** Where its last record ends: not before the next block. */
  readonly ended: number;
  readonly lines: number;
  /** How many of its rows cannot be used. */
  readonly rejected: number;
}

/** What one thread found. */
export interface BlocksReport {
  readonly counts: LogCounts;
  readonly blocks: readonly BlockReport[];
}

/** How many blocks there are. */
export function blockCount({ start, size, block_bytes }: BlockJob): number {
  return Math.max(1, Math.ceil((size - start) / block_bytes));
}

/**
 * Takes and counts blocks until none is left; yields now and then, so that the caller can do something
 * else meanwhile. A block is the records that begin in it. Its first is looked for behind the first
 * newline, which may be one in quotes: see {@link areWhole}.
 */
export function* scanBlocks(job: BlockJob): Generator<void, BlocksReport> {
  const scanner = new LogScanner(job);
  using file = Deno.openSync(job.path);
  const blocks: BlockReport[] = [];
  for (let block; (block = Atomics.add(job.next, 0, 1)) < blockCount(job);) {
    blocks.push(yield* scanBlock(scanner, file, job, block));
  }
  return { counts: scanner.counts(), blocks };
}

function* scanBlock(
  scanner: LogScanner,
  file: Deno.FsFile,
  job: BlockJob,
  block: number,
): Generator<void, BlockReport> {
  const isFirst = block === 0, isLast = block + 1 === blockCount(job);
  const from = job.start + block * job.block_bytes;
  // From the byte before, which is a newline if a record begins with the block.
  const position = isFirst ? from : from - 1;
  const limit = isLast ? Infinity : from + job.block_bytes;
  const before = scanner.rows;
  scanner.begin({ position, limit, inLine: !isFirst });
  file.seekSync(position, Deno.SeekMode.Start);
  if (yield* readInto(scanner, file, position, limit)) scanner.finish();
  const { read, kept } = scanner.rows;
  return {
    block,
    began: scanner.began,
    ended: scanner.position,
    lines: scanner.lines,
    rejected: read - before.read - (kept - before.kept),
  };
}

/**
 * Whether each block in which a record begins began where the one before it ended. If so, the first newline was the end of a
 * record everywhere, and the blocks are the same records that one thread reads from the beginning to
 * the end.
 */
export function areWhole(blocks: readonly BlockReport[]): boolean {
  const filled = blocks.filter(({ began }) => began !== undefined);
  return filled.every(({ began }, index) => index === 0 || began === filled[index - 1]?.ended);
}
