/** The warehouse's nine tasks on a real Airflow, each a call of a small script. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { airflowDag } from "../../../lib/tasks/airflow/airflow_dag.ts";
import { logIn } from "../../../lib/tasks/airflow/airflow_client.ts";
import { airflowEnvironment } from "../../../lib/tasks/airflow/airflow_environment.ts";
import {
  airflowStatus,
  startAirflow,
  stopAirflow,
} from "../../../lib/tasks/airflow/airflow_server.ts";
import { type EndedDagRun, runAirflowDag } from "../../../lib/tasks/airflow/run_airflow_dag.ts";
import { runAirflowOnce } from "../../../lib/tasks/airflow/run_airflow_once.ts";
import { call } from "../../../lib/servers/call.ts";
import { isFree } from "../../../lib/servers/ports.ts";
import { warehouseGraph } from "../../../lib/warehouse/dag.ts";
import { isSlow } from "../../support/slow.ts";
import { withFolder } from "../support/folder.ts";

const names = warehouseGraph.tasks.map(({ name }) => name);
const first = "extract_check_data", load = "load_to_databases", summary = "generate_summary";
const script = `echo "$1" >> ran
if [ -e "fail-$1" ]; then echo "Error: cannot do $1"; exit 1; fi
`;

/** The processes of a group, as the system knows them. */
async function groupOf(leader: number): Promise<string[]> {
  const lines = (await call("ps", ["-A", "-o", "pgid=,args="], "ask for processes")).split("\n");
  return lines.filter((line) => Number(line.trim().split(" ")[0]) === leader);
}

const statesOf = ({ tasks }: EndedDagRun) =>
  Object.fromEntries(tasks.map(({ task, state }) => [task, state]));

Deno.test({
  name:
    "Airflow runs the nine tasks: once, by its REST API, again after a failure; and is stopped whole",
  ignore: !isSlow() || Deno.build.os === "windows",
  async fn() {
    await withFolder(async (folder) => {
      const dir = join(folder, "airflow"), ran = join(folder, "ran");
      await Deno.writeTextFile(join(folder, "step.sh"), script);
      const text = airflowDag(warehouseGraph, {
        ...{ description: "Nine tasks", command: ["sh", "step.sh"], cwd: folder },
        ...{ firstDay: new Date().toISOString().slice(0, 10), retries: 2, retryDelay_s: 1 },
      });
      const dag = { name: warehouseGraph.name, text };
      const runsNow = async () => {
        const lines = (await Deno.readTextFile(ran)).trim().split("\n");
        await Deno.remove(ran);
        return lines;
      };
      const requireGreen = async ({ ok, tasks }: EndedDagRun) => {
        assert(ok, JSON.stringify(tasks));
        assertEquals(tasks.map(({ state }) => state), names.map(() => "success"));
        const lines = await runsNow();
        assertEquals(lines.toSorted(), names.toSorted());
        assertEquals(lines.filter((name) => !name.startsWith("spark_")), [
          ...names.filter((name) => !name.startsWith("spark_")),
        ]);
      };
      const failing = join(folder, `fail-${load}`);
      const requireRed = async ({ ok, tasks }: EndedDagRun) => {
        assertEquals(ok, false);
        const failed = tasks.find(({ task }) => task === load);
        assertEquals([failed?.attempt, failed?.reason], [3, `cannot do ${load}`]);
        const report = tasks.find(({ task }) => task === summary);
        assertMatch(String(report?.reason), /reported; not done: .*load_to_databases/);
        assertEquals(await runsNow(), [
          ...[...names.slice(0, 3), load, load, load, summary, "cleanup_temp_files"],
        ]);
      };

      const python = await airflowEnvironment(() => {});
      const file = join(folder, "dag.py");
      await Deno.writeTextFile(file, text);
      const read = fileURLToPath(new URL("meaning_in_airflow.py", import.meta.url));
      const env = { AIRFLOW_HOME: join(folder, "reading") };
      const meaning = JSON.parse(await call(python, [read, file], "read the DAG", { env }));
      const { tasks, timetable, ...rest } = meaning;
      assertMatch(timetable, /Cron|Delta/);
      assertEquals(rest, { dag_id: warehouseGraph.name, catchup: false, max_active_runs: 1 });
      for (const { name, after, afterFailure, always } of warehouseGraph.tasks) {
        assertEquals(tasks[name], {
          after: after.toSorted(),
          retries: 2,
          rule: afterFailure ? "all_done" : always ? "all_done_setup_success" : "all_success",
          teardown: always === true,
          counts: always !== true,
        });
      }

      const once = () => runAirflowOnce(dir, dag, () => {}, () => {});
      await requireGreen(await once());
      await Deno.writeTextFile(failing, "");
      await requireRed(await once());
      await Deno.remove(failing);

      const start = () => startAirflow(dir, dag, () => {});
      const [address, another] = await Promise.all([start(), start()]);
      assertEquals(address, another, "the second one finds the first one's");
      const { pid, port } = await airflowStatus(dir);
      try {
        assert(pid);
        for (const line of await groupOf(pid)) assert(!line.includes(address.password), line);
        const log = await Deno.readTextFile(join(dir, "airflow.log"));
        assert(!log.includes(address.password));
        const refused = await logIn({ ...address, password: "wrong" }).catch(String);
        assertStringIncludes(String(refused), "401");
        const client = await logIn(address);
        const changes: string[] = [];
        const run = () =>
          runAirflowDag(client, dag.name, {
            onChange: ({ task, state }) => void changes.push(`${task} ${state}`),
          });
        await requireGreen(await run());
        assert(changes.includes(`${first} success`));
        await Deno.writeTextFile(failing, "");
        const red = await run();
        assertEquals(statesOf(red).verify_results, "upstream_failed");
        await requireRed(red);
      } finally {
        assertEquals(await stopAirflow(dir), true);
      }
      assertEquals(await groupOf(pid ?? 0), []);
      assert(isFree(port ?? 0));
      assertEquals([await stopAirflow(dir), (await airflowStatus(dir)).running], [false, false]);
    });
  },
});
