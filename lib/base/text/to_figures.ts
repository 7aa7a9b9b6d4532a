/** A number to at most so many figures, its thousands set apart: `0.31`, `9.3`, `1,200`. */
export const toFigures = (value: number, figures: number): string =>
  Number(value.toPrecision(figures)).toLocaleString("en-US");
