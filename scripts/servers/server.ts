/** What `deno task servers` can do with each of its servers. */
import { readSettings, type Settings } from "../../lib/base/settings.ts";
import { DzError } from "../../lib/base/errors.ts";
import { maskAddress } from "../../lib/base/text/without_secrets.ts";

/** A server that tasks start. What each command gives is printed. */
export interface Server {
  /** For the help: `a MongoDB replica set of three members`. */
  readonly what: string;
  /** Starts it, or what is down of it. */
  start(settings: Settings): Promise<string>;
  /** Stops it; the data stay. */
  stop(settings: Settings): Promise<string>;
  /** How it is: as JSON, and for people, a line each. */
  status(
    settings: Settings,
  ): Promise<{ readonly json: unknown; readonly lines: readonly string[] }>;
  /** Its address, with the password. It is started if need be. */
  uri(settings: Settings, readOnly: boolean): Promise<Address>;
  /** Removes it with its data. */
  reset(settings: Settings): Promise<string>;
}

/** Where it is reached. */
export interface Address {
  readonly uri: string;
  readonly database?: string;
}

/** Read when a command runs, so that a wrong variable is one line, and `--help` works all the same. */
export const settingsNow = (): Settings => readSettings(Deno.env.toObject());

/**
 * The command is about a server of ours only.
 *
 * @throws {DzError} if a variable names another one
 */
export function refuseForeign(variable: string, uri: string | undefined, ours: string): void {
  if (uri === undefined) return;
  throw new DzError(
    `${variable} names a server (${maskAddress(uri)}), which this command leaves alone. ` +
      `Unset ${variable} to use the embedded ${ours}`,
  );
}

/** What was removed. */
export const removed = (was: boolean, dir: string): string =>
  was ? `Removed ${dir}.` : `There is nothing in ${dir}.`;

/** A line of a status: who, how, and its process. */
export const statusLine = (host: string, state: string, pid: number | null): string =>
  `${host.padEnd(24)} ${state.padEnd(12)} ${pid === null ? "" : `process ${pid}`}`;

/** Says how to start what does not run. */
export const notRunning = (name: string): string =>
  `Not running. \`deno task servers start${name && ` ${name}`}\` starts it.`;
