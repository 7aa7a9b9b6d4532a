/** Arrays that grow. */

/** An array of twice the length that begins with the same values; zeros follow. */
export function doubled<Values extends Uint8Array | Uint32Array | Float64Array>(
  values: Values,
): Values {
  const Type = values.constructor as new (length: number) => Values;
  const grown = new Type(Math.max(2 * values.length, 16));
  grown.set(values);
  return grown;
}
