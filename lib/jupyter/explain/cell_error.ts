/** An error of a cell, as Jupyter's messages and notebooks have it. */
export interface CellError {
  /** Its kind, such as `RangeError`. */
  readonly ename: string;
  readonly evalue: string;
  /** What is shown, line by line. */
  readonly traceback: readonly string[];
}
