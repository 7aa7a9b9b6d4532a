/** Whether a value is a whole number within bounds, both included. */
export const isWhole = (value: number, from: number, to = Infinity): boolean =>
  Number.isInteger(value) && value >= from && value <= to;
