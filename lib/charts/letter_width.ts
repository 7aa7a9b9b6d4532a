/** Roughly how wide a letter of a label is, in pixels. */
export const letterWidth = 7;
