/** Which errors come of members that are killed and cut off, and which are defects. */
import { errorCode } from "../../mongo/error_codes.ts";
import { MongoError, MongoServerError } from "mongodb";

/** What waiting does not cure: not authorized, a document that is not valid, a disk that is full. */
const lasting: ReadonlySet<number> = new Set([
  errorCode.unauthorized,
  errorCode.documentValidationFailure,
  errorCode.outOfDiskSpace,
]);

/** The socket's own errors when the other side has gone. */
const ofSocket = new Set(["EPIPE", "ECONNRESET", "ECONNABORTED"]);

/**
 * Whether an error is what members that are killed and cut off are expected to cause, and not a defect.
 * The driver (7.5) passes on the socket's own error when the server closes a connection in the moment
 * before something is sent over it: a plain `Error` with the code `EPIPE`.
 */
export function isServerTrouble(error: unknown): error is Error {
  if (error instanceof MongoServerError) return !lasting.has(Number(error.code));
  if (error instanceof MongoError) return true;
  return error instanceof Error && "code" in error && ofSocket.has(String(error.code));
}
