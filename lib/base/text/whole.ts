/** A whole number with its thousands set apart: `11,460`. */
export const whole = (value: number): string => value.toLocaleString("en-US");
