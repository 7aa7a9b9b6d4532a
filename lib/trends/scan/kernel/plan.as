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
   * Tables of keys (`table.as`), which give the first cell of a product and of a user's city, and which of
   * the cells of either is that of an event.
   */
  products: Table;
  events: Table;
  users: Table | null;
  /** Or by the user's number the place of the city, 16 bits each, and how many numbers there are. */
  places: usize;
  placesEnd: u32;
  /** How many cells `[product][event]` there are. */
  cells: u32;
  /** For each hour since 1970 where its {@link Hour} is, or 0. Without it, hours are not told apart. */
  hourAt: usize;
  /** The hour that came last, or the one that stands for all. */
  hour: Hour | null;
  /** How many hours there are. */
  hours: u32;
  /** A counter of 64 bits for each cell `[city][event]`, the unknown city first; 0: none is counted. */
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
  /** Where memory is free, and where the counts must end. */
  free: usize;
  limit: usize;
  /** Whether a row was not counted because memory has ended. */
  isFull: u32;
  /** By the binary logarithm of their entries, the tables of counts that are not used any more. */
  spare: usize;
  /** How times are written: 0, as dates; 1 to 4, in seconds, milli-, micro- or nanoseconds since 1970. */
  times: u32;
}

/** The counts of an hour, by cell: see `counts.as`. */
@unmanaged
export class Hour {
  /** Hours since 1970. */
  hour: u32;
  /** The hour that came before it, if there is one. */
  previous: Hour | null;
  /** Where its table is, or its block. */
  counts: usize;
  /** One less than the number of entries of its table, which is a power of 2. 0: it is a block. */
  mask: u32;
  /** How many entries of the table are taken. */
  used: u32;
}

/** A place in the log. */
@unmanaged
export class Place {
  /** Where the next row begins. */
  row: usize;
  /** The hour of the last timestamp, or the one that stands for all. */
  hour: Hour;
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
  /** For each entry where the whole key stands, and how long it is. Absent if all keys are short. */
  keys: usize;
}
