/** A place for an embedded replica set, and what tests ask of it. */
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import process from "node:process";
import type { Db } from "mongodb";
import { connect } from "../../../lib/mongo/connect.ts";
import { type EmbeddedStatus, stopEmbedded } from "../../../lib/mongo/server/embedded.ts";
import { waitForExit } from "../../../lib/servers/stop_process.ts";
import { withFolder } from "./folder.ts";
import { testMongod } from "./mongod.ts";
import { processesWith } from "./processes.ts";
import { runTask, type TaskResult } from "./task.ts";
import { until } from "./until.ts";

export const onLinux = Deno.build.os === "linux"; // what looks into /proc
export const onWindows = Deno.build.os === "windows";

/** A place for an embedded replica set, and `deno task servers` for it, by its short name db. */
export interface Place {
  /** `DZ_DATA`. */
  readonly data: string;
  /** The replica set's own folder. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  /** `deno task db ARGS`, the short name. */
  db(...args: string[]): Promise<TaskResult>;
  /** The same, which must succeed; gives standard output. */
  ok(...args: string[]): Promise<string>;
  status(): Promise<EmbeddedStatus>;
  /** Runs `action` with a connection of the owner or the reader. */
  connected<T>(action: (db: Db) => Promise<T>, ...flags: string[]): Promise<T>;
}

/** Runs `test` with a new place; whatever runs there is stopped afterwards. */
export async function withPlace(test: (place: Place) => Promise<void>): Promise<void> {
  const mongod = await testMongod();
  await withFolder(async (data) => {
    const dir = join(data, "mongo");
    const env = { DZ_DATA: data, DZ_MONGOD: mongod };
    const db = (...args: string[]) => runTask("db", args, env);
    const ok = async (...args: string[]) => {
      const { code, stdout, stderr } = await db(...args);
      assertEquals(code, 0, `db ${args.join(" ")} failed: ${stderr}`);
      return stdout;
    };
    const place: Place = {
      data,
      dir,
      env,
      db,
      ok,
      status: async () => JSON.parse(await ok("status", "--json")),
      connected: async (action, ...flags) => {
        const { uri, database } = JSON.parse(await ok("uri", "--json", ...flags));
        await using connection = await connect(uri, database);
        return await action(connection.db);
      },
    };
    try {
      await test(place);
    } finally {
      await stopEmbedded(dir).catch(() => {});
      if (onLinux) await killAll(data);
    }
  });
}

/** Kills what is left of the members in a folder. */
async function killAll(dir: string): Promise<void> {
  for (const { pid } of await processesWith(dir)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has just ended.
    }
    await waitForExit(pid, 10_000);
  }
}

/** Process ids, smallest first. */
export const pidsOf = ({ members }: EmbeddedStatus) =>
  members.map(({ pid }) => pid ?? 0).toSorted((a, b) => a - b);

/** Waits until one member is the primary and two are secondaries; gives that status. */
export function isComplete({ status }: Place): Promise<EmbeddedStatus> {
  return until("all three members are up", async () => {
    const now = await status();
    const states = now.members.map(({ state }) => state).toSorted().join();
    return states === "PRIMARY,SECONDARY,SECONDARY" && now;
  }, 60_000);
}

/** Every `mongod` of the place, also one that no file tells of. */
export const membersIn = (data: string) => processesWith(`--dbpath\0${data}/`);

/** Whether there is a file or folder. */
export const exists = (path: string) => Deno.stat(path).then(() => true, () => false);
