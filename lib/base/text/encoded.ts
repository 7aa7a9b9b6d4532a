/** Texts as bytes. */

const encoder = new TextEncoder();

/** A text in UTF-8. */
export const encoded = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);
