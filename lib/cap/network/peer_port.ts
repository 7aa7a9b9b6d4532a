/** Which member opened a connection, read from its first bytes. */
import { encoded } from "../../base/text/encoded.ts";

/** The name of a text field in BSON: its type, its name and a 0 (https://bsonspec.org/spec.html). */
const hostInfo = [0x02, ...encoded("hostInfo"), 0];

/**
 * Which `mongod` opened a connection, from the first bytes that it sends: with `enableTestCommands=1`
 * its greeting says `hostInfo: "<host>:<port>"`, with the port that it listens on. MongoDB's own
 * mongobridge relies on it.
 *
 * @returns undefined for all others, such as a driver
 */
export function peerPort(greeting: Uint8Array): number | undefined {
  const last = greeting.length - hostInfo.length;
  for (let at = 0; at <= last; at++) {
    if (!hostInfo.every((byte, i) => greeting[at + i] === byte)) continue;
    const text = at + hostInfo.length + 4; // after the text's length
    const end = greeting.indexOf(0, text);
    const port = /:(\d+)$/.exec(new TextDecoder().decode(greeting.subarray(text, end)))?.[1];
    return port === undefined ? undefined : Number(port);
  }
  return undefined;
}
