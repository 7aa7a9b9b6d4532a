/** Rows widened to doubles at a time by the Gram matrix. */
export const ROWS_OF_GRAM_CHUNK: u32 = 32;
/** Entries of a row that one pass over them takes at a time: near enough to be read twice. */
export const ENTRIES_OF_CHUNK: u32 = 64;
/** Users scored together in the top-k, and items in one panel. */
export const USERS_OF_BATCH: u32 = 32;
export const PANELS_OF_BLOCK: u32 = 32;
