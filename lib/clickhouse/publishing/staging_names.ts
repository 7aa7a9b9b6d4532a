/** How tables in the making are called: by whose they are, and by their run. */
import { createHash } from "node:crypto";
import { hostname } from "node:os";

/** Eight hexadecimal digits of the place, six of the run. */
const ending = /^__dz_([0-9a-f]{8})[0-9a-f]{6}$/;

/** What says on which machine, and for which folder, a run works: those wait for each other by a lock. */
export const placeOf = (folder: string): string =>
  createHash("sha256").update(`${hostname()}\0${folder}`).digest("hex").slice(0, 8);

/** The name of a run at a place. */
export const newRun = (place: string): string =>
  `${place}${crypto.getRandomValues(new Uint8Array(3)).toHex()}`;

/** The name of a table in the making. */
export const stagingName = (table: string, run: string): string => `${table}__dz_${run}`;

/** The place of a run that makes, or made, `table` under this name; `undefined` if it is no such name. */
export const placeIn = (name: string, table: string): string | undefined =>
  name.startsWith(table) ? ending.exec(name.slice(table.length))?.[1] : undefined;
