/** Tells the errors of MongoDB's driver from others without the driver, which takes long to load. */

/** Whether an error is one of the driver's, by its name, such as `MongoServerError`. */
export function isDriverError(error: unknown): boolean {
  return error instanceof Error && /^(Mongo|PoolCleared)\w*Error$/.test(error.name);
}
