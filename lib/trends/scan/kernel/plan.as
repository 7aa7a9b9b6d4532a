/** What to look for and where to count it: written by `../kernel.ts`, which knows this layout. */
@unmanaged
export class Plan {
  /** How many fields a row has. */
  fields: u32;
  /** Which of them is the timestamp, the user, the product, the event. */
  timestamp: u32;
  user: u32;
  product: u32;
  event: u32;
  /**
   * Tables of keys (`table.as`), which give where the cells are of a product in a block and of an event in
   * a product, and the place of a user's city. Without `users`, no city is counted.
   */
  products: Table;
  events: Table;
  users: Table | null;
  /** The place of the city of users who are not in the table. */
  unknownCity: u32;
  /** How many bytes a block of cells `[product][event]` takes up. */
  cells: u32;
  /** For each hour since 1970 the number of its block, from 1, or 0. Without it, hours are not told apart. */
  blocks: usize;
  /** One block, or one for each hour that there was, in the order in which they came. */
  byHour: usize;
  /** How many bytes a block of an hour takes up: its cells, then the hour. */
  hourStride: u32;
  /** For how many hours there are blocks in use, and how many there is room for. */
  hours: u32;
  hourRoom: u32;
  /** One block for each city. */
  byCity: usize;
  /** Room for the end of each field. */
  ends: usize;
  /** How many rows were counted. */
  rows: u32;
  /** Where rows are counted. */
  first: Place;
  second: Place;
  /** How many bytes are to be counted at one place only. */
  alone: u32;
  /** How times are written: 0, as dates; 1 to 4, in seconds, milli-, micro- or nanoseconds since 1970. */
  times: u32;
}

/** A place in the log. */
@unmanaged
export class Place {
  /** Where the next row begins. */
  row: usize;
  /** The cells of the hour of the last timestamp. */
  cells: usize;
  /**
   * The first 16 characters of the last timestamp, which the next is likely to share; 0: there was none, or
   * they do not tell its hour.
   */
  minute0: u64;
  minute1: u64;
}

/** A hash table: see `table.as`. */
@unmanaged
export class Table {
  entries: usize;
  /** One less than the number of entries, which is a power of 2. */
  mask: u32;
  /** 64 minus its binary logarithm. */
  shift: u64;
  /** For each entry where the whole key stands, and how long it is. */
  keys: usize;
}
