/** Rows widened to doubles at a time by the Gram matrix. */
export const ROWS_OF_GRAM_CHUNK: u32 = 32;
/** Rows whose conjugate gradients advance together. */
export const ROWS_OF_BATCH: u32 = 8;
/** Entries of a row gathered at a time by Cholesky. */
export const ENTRIES_OF_CHUNK: u32 = 64;
/** Users scored together in the top-k, and items in one panel. */
export const USERS_OF_BATCH: u32 = 32;
export const PANELS_OF_BLOCK: u32 = 32;
