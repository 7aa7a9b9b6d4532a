/** The connections that the driver makes for us. */
import type { Duplex } from "node:stream";
import { type Document, type MongoClientOptions, MongoError, MongoNetworkError } from "mongodb";
import { Connection as driverConnection } from "mongodb/lib/cmap/connection.js";

/** What is used of the driver's class, which has no types. */
interface DriverConnection {
  readonly closed: boolean;
  command(namespace: unknown, command: Document): Promise<Document>;
  writeCommand(command: unknown, options: { signal?: AbortSignal }): Promise<void>;
  onError(error: Error): void;
}

const Driver = driverConnection as unknown as new (
  socket: Duplex,
  options: object,
) => DriverConnection;

/**
 * A connection that says of every command that did not leave that the network lost it. The driver's own
 * hands on what the socket says when the member has just ended it ("This socket has been ended by the
 * other party"), which is none of its errors: it would neither try again nor look for the new primary.
 */
export class Connection extends Driver {
  override async writeCommand(command: unknown, options: { signal?: AbortSignal }): Promise<void> {
    try {
      await super.writeCommand(command, options);
    } catch (error) {
      if (error instanceof MongoError || error === options.signal?.reason) throw error;
      const lost = new MongoNetworkError((error as Error).message, { cause: error as Error });
      this.onError(lost);
      throw lost;
    }
  }
}

/** Makes a client use these, by an option that the driver keeps to itself. */
export const ourConnections: MongoClientOptions = { connectionType: Connection } as object;
