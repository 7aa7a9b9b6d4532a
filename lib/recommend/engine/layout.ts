/** Where arrays lie in one memory, so that every thread can find them: offsets, no pointers. */

interface Arrays {
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** The types of array that a memory can hold. */
export type ArrayType = keyof Arrays;

const arrays: {
  readonly [Type in ArrayType]: {
    new (buffer: ArrayBufferLike, offset: number, length: number): Arrays[Type];
    readonly BYTES_PER_ELEMENT: number;
  };
} = { u8: Uint8Array, i32: Int32Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array };

/** One array in the memory. */
export interface Slot<Type extends ArrayType = ArrayType> {
  readonly type: Type;
  /** In bytes, a multiple of 64: the length of a cache line. */
  readonly offset: number;
  /** In elements. */
  readonly length: number;
}

/** Bytes after each array that a kernel may read (never use) when it loads whole vectors. */
const slack_bytes = 64;

/** Hands out places one after the other. */
export class Layout {
  /** The size so far. */
  bytes = 64; // nothing lies at zero, the address that means none

  /** The place of a new array. */
  add<Type extends ArrayType>(type: Type, length: number): Slot<Type> {
    const slot = { type, offset: this.bytes, length };
    const end = slot.offset + length * arrays[type].BYTES_PER_ELEMENT + slack_bytes;
    this.bytes = Math.ceil(end / 64) * 64;
    return slot;
  }
}

/** The array at a place. */
export function view<Type extends ArrayType>(
  buffer: ArrayBufferLike,
  { type, offset, length }: Slot<Type>,
): Arrays[Type] {
  return new arrays[type](buffer, offset, length);
}
