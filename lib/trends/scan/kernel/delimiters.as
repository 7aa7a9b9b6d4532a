export const newline: u8 = 10, carriageReturn: u8 = 13, comma: u8 = 44, quote: u8 = 34;

const bytes = memory.data<u8>([comma, newline, quote]);

/**
 * A delimiter, 16 times. Loaded, not written out: a compiler puts a constant back into the loop that it was
 * taken out of, and makes it anew at every turn.
 */
// @ts-ignore: decorator
@inline
export function commas(): v128 {
  return v128.load8_splat(bytes);
}

// @ts-ignore: decorator
@inline
export function newlines(): v128 {
  return v128.load8_splat(bytes, 1);
}

// @ts-ignore: decorator
@inline
export function quotes(): v128 {
  return v128.load8_splat(bytes, 2);
}

/** A bit for each of the 16 bytes at an address that is a comma, a newline or a quote. */
// @ts-ignore: decorator
@inline
function delimiters(at: usize, commas: v128, newlines: v128, quotes: v128): u32 {
  const bytes = v128.load(at);
  return <u32>i8x16.bitmask(
    v128.or(
      v128.or(i8x16.eq(bytes, commas), i8x16.eq(bytes, newlines)),
      i8x16.eq(bytes, quotes),
    ),
  );
}

/** The same of 32 bytes. */
// @ts-ignore: decorator
@inline
export function delimiters32(at: usize, commas: v128, newlines: v128, quotes: v128): u32 {
  return delimiters(at, commas, newlines, quotes) |
    delimiters(at + 16, commas, newlines, quotes) << 16;
}
