/** Something that was read, and when. */
export interface Reading<T> {
  readonly data: T;
  readonly as_of: Date;
  /** Whether the database is down, so that it may have changed since. */
  readonly isStale: boolean;
}
