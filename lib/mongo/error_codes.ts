/**
 * The numbers of the server's errors, after its own list
 * (https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml).
 */

/** Errors that stand for themselves. */
export const errorCode = {
  userNotFound: 11,
  unauthorized: 13,
  authenticationFailed: 18,
  namespaceNotFound: 26,
  namespaceExists: 48,
  writeConcernTimeout: 64,
  notYetInitialized: 94,
  documentValidationFailure: 121,
  queryPlanKilled: 175,
  atlasError: 8000, // of several kinds, told apart by the message
  duplicateKey: 11000,
  outOfDiskSpace: 14031,
} as const;

/** The member refuses before it does anything, since it is not the primary. */
export const refusedByNonPrimary: ReadonlySet<number> = new Set([
  10058, // LegacyNotPrimary
  10107, // NotWritablePrimary
  13435, // NotPrimaryNoSecondaryOk
]);

/** The list's category `NotPrimaryError`: refused, or interrupted when the member stepped down. */
export const notPrimary: ReadonlySet<number> = new Set([
  ...refusedByNonPrimary,
  189, // PrimarySteppedDown
  11602, // InterruptedDueToReplStateChange
  13436, // NotPrimaryOrSecondary
]);

/** The list's category `ShutdownError`. */
export const shuttingDown: ReadonlySet<number> = new Set([
  91, // ShutdownInProgress
  11600, // InterruptedAtShutdown
]);
