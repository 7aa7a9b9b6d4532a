/** Rows cut into blocks, the unit in which threads take work. */

/**
 * Cuts rows into blocks of about the same work, the unit in which threads take them. The cut depends
 * on the matrix alone, so that results do not depend on how many threads there are.
 *
 * @param work of a row
 * @returns where each block begins, and the number of rows
 */
export function blocksByWork(
  rows: number,
  work: (row: number) => number,
  blocks: number,
): Uint32Array<ArrayBuffer> {
  let total = 0;
  for (let row = 0; row < rows; row++) total += work(row);
  const share = total / blocks;
  const starts = [0];
  let done = 0;
  for (let row = 0; row + 1 < rows; row++) {
    done += work(row);
    if (done >= share * starts.length) starts.push(row + 1);
  }
  if (rows > 0) starts.push(rows);
  return Uint32Array.from(starts);
}

/** Cuts rows into at most `blocks` blocks of the same number of rows, of at least `least`. */
export function evenBlocks(
  rows: number,
  blocks: number,
  least: number,
): Uint32Array<ArrayBuffer> {
  const size = Math.max(Math.ceil(rows / blocks), least);
  const starts: number[] = [];
  for (let row = 0; row < rows; row += size) starts.push(row);
  return Uint32Array.from([...starts, rows]);
}
