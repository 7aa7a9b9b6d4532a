/** The error of a server whose port another program has. */
import { DzError } from "../base/errors.ts";

/** Another program listens on a port that a server needs; on another port it can be started. */
export class PortTakenError extends DzError {
  /** @param name of the server, such as `mongod on port 27217` */
  constructor(name: string) {
    super(`Cannot start ${name}: another program uses the port. Stop that program, and run again`);
  }
}
