/** Airflow among the servers. */
import { UsageError } from "../../lib/base/errors.ts";
import { airflowDir } from "../../lib/tasks/airflow/airflow_home.ts";
import {
  airflowStatus,
  resetAirflow,
  startAirflow,
  stopAirflow,
} from "../../lib/tasks/airflow/airflow_server.ts";
import { notice } from "../shared/cli.ts";
import { notRunning, removed, type Server, statusLine } from "./server.ts";

export const airflow: Server = {
  what: "an Airflow",
  async start(settings) {
    const { port } = await startAirflow(airflowDir(settings), undefined, notice);
    return `Airflow runs on http://127.0.0.1:${port}.`;
  },
  async stop(settings) {
    const stopped = await stopAirflow(airflowDir(settings));
    return stopped ? "Stopped Airflow." : "It was not running.";
  },
  async status(settings) {
    const status = await airflowStatus(airflowDir(settings));
    const { running, port, pid } = status;
    const line = running ? statusLine(`127.0.0.1:${port}`, "Airflow", pid) : notRunning("airflow");
    return { json: status, lines: [line] };
  },
  async uri(settings, readOnly) {
    if (readOnly) throw new UsageError("Cannot use --read-only with airflow: it has one user");
    const { port, user, password } = await startAirflow(airflowDir(settings), undefined, notice);
    return { uri: `http://${user}:${password}@127.0.0.1:${port}` };
  },
  async reset(settings) {
    const dir = airflowDir(settings);
    return removed(await resetAirflow(dir), dir);
  },
};
