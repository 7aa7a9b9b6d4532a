/** A number without decimals, its thousands set apart: `11,460`. */
export const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
