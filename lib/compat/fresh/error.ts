import { STATUS_CODES } from "node:http";

/** Thrown when a request fails, with the HTTP status of the answer. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message = STATUS_CODES[status] ?? "", options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}
