/** Our Airflow: a group of processes with all they keep in one folder, which runs until it is stopped. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DzError } from "../../base/errors.ts";
import type { OnNotice } from "../../base/notice.ts";
import { random } from "../../base/random.ts";
import { onFreePorts } from "../../servers/ports.ts";
import { endGroup } from "../../servers/process_group.ts";
import { recordedProcess } from "../../servers/process_record.ts";
import { isThere, removeServerFolder, withServerFolder } from "../../servers/server_folder.ts";
import { startServer } from "../../servers/start_server.ts";
import { logIn } from "./airflow_client.ts";
import { airflowEnvironment } from "./airflow_environment.ts";
import {
  type AirflowAddress,
  airflowVariables,
  type DagFile,
  loadAirflow,
  newAirflow,
  type SavedAirflow,
  writeDag,
  writeHome,
} from "./airflow_home.ts";

/** How an Airflow is. */
export interface AirflowStatus {
  readonly running: boolean;
  readonly port: number | null;
  /** The leader of its group. */
  readonly pid: number | null;
}

/** Not 8080, where an Airflow of the user's own may run. */
const firstPort = 28080;
/** So many ports there are to begin with. */
const portsToBegin = 1000;
/** On a busy machine its modules alone take half a minute to load. */
const startTimeout_ms = 180_000;
const stopTimeout_ms = 15_000;

const recordFile = (dir: string) => join(dir, "process.json");
const serveScript = fileURLToPath(new URL("serve.py", import.meta.url));

/**
 * Starts Airflow, unless it runs, and gives it the DAG. Two callers at once end with one.
 *
 * @param dir its folder, such as `data/airflow`
 * @param dag absent: those that it has
 * @throws {DzError} on Windows, or if it cannot be fetched or started
 */
export async function startAirflow(
  dir: string,
  dag: DagFile | undefined,
  onNotice: OnNotice,
): Promise<AirflowAddress> {
  const python = await airflowEnvironment(onNotice);
  return await withServerFolder(dir, "Airflow", async (real) => {
    const saved = await loadAirflow(real);
    if (dag) await writeDag(real, dag);
    if (saved && await recordedProcess(recordFile(real))) return saved;
    onNotice("Starting Airflow");
    const airflow = saved ?? newAirflow();
    const first = airflow.port || firstPort + random(0, real).int(portsToBegin);
    return await onFreePorts(1, first, async ([port = 0]) => {
      const next = { ...airflow, port };
      await writeHome(real, next);
      await startOn(real, python, next);
      return next;
    });
  });
}

async function startOn(dir: string, python: string, address: SavedAirflow): Promise<void> {
  let leader: number | undefined;
  try {
    await startServer({
      name: `Airflow on port ${address.port}`,
      program: python,
      args: [serveScript],
      env: airflowVariables(dir),
      detached: true,
      record: recordFile(dir),
      log: join(dir, "airflow.log"),
      isReady: () => logIn(address).then(() => true, () => false),
      timeout_ms: startTimeout_ms,
      onSpawn: (pid) => leader = pid,
    });
  } catch (error) {
    if (leader !== undefined) await endGroup(leader, stopTimeout_ms); // its leader alone has ended
    throw error;
  }
}

/** Stops it with all of its processes; says whether it was running. */
export async function stopAirflow(dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withServerFolder(dir, "Airflow", async (real) => {
    const noted = await recordedProcess(recordFile(real));
    if (!noted) return false;
    await endGroup(noted.pid, stopTimeout_ms);
    return true;
  });
}

/**
 * Removes it with all of its runs; says whether there was any.
 *
 * @throws {DzError} if it runs
 */
export async function resetAirflow(dir: string): Promise<boolean> {
  if (!await isThere(dir)) return false;
  return await withServerFolder(dir, "Airflow", async (real) => {
    const noted = await recordedProcess(recordFile(real));
    if (noted) {
      throw new DzError(
        `Cannot remove ${dir}: in use by process ${noted.pid}. Stop it first: ` +
          "`deno task servers stop airflow`",
      );
    }
    await removeServerFolder(dir, real);
    return true;
  });
}

/** How it is, without starting anything. */
export async function airflowStatus(dir: string): Promise<AirflowStatus> {
  const saved = await loadAirflow(dir);
  const pid = (await recordedProcess(recordFile(dir)))?.pid ?? null;
  return { running: pid !== null, port: saved?.port || null, pid };
}
