/** What we ask of Airflow's REST API. */
import { z } from "zod";
import { DzError, reasonOf } from "../../base/errors.ts";
import type { AirflowAddress } from "./airflow_home.ts";
import { logEvent, reasonIn } from "./log_events.ts";

/** The state of a run or of a task, as Airflow calls it; `null`: it waits. */
export type AirflowState = string | null;

/** A task of a run. */
export interface TaskInstance {
  readonly task: string;
  readonly state: AirflowState;
  /** From 1. */
  readonly attempt: number;
  /** How long it ran; absent: it has not ended. */
  readonly seconds?: number;
  /** Why the attempt failed, if it did. */
  readonly reason?: string;
}

/** Someone who is logged in. */
export interface AirflowClient {
  /** Whether Airflow has read the DAG's file; `undefined`: not yet. @throws {DzError} if it cannot understand it */
  dag(name: string): Promise<{ readonly isPaused: boolean } | undefined>;
  unpause(name: string): Promise<void>;
  /** Asks for a run; returns its id. */
  trigger(name: string): Promise<string>;
  /** The state of a run. */
  run(name: string, id: string): Promise<AirflowState>;
  tasks(name: string, id: string): Promise<TaskInstance[]>;
  /** Why an attempt failed, by its log. */
  reason(name: string, id: string, task: TaskInstance): Promise<string | undefined>;
}

const token = z.object({ access_token: z.string() });
const dagModel = z.object({ is_paused: z.boolean() });
const dagRun = z.object({ dag_run_id: z.string(), state: z.string() });
const taskInstances = z.object({
  task_instances: z.array(z.object({
    task_id: z.string(),
    state: z.string().nullable(),
    try_number: z.int(),
    duration: z.number().nullish(),
  })),
});
const importErrors = z.object({ import_errors: z.array(z.object({ stack_trace: z.string() })) });

const logs = z.object({ content: z.array(logEvent) });

/** So long an answer may take. */
const timeout_ms = 30_000;

/**
 * Logs in.
 *
 * @throws {DzError} if nobody answers, or it is not the Airflow of this password
 */
export async function logIn({ port, user, password }: AirflowAddress): Promise<AirflowClient> {
  const base = `http://127.0.0.1:${port}`;
  const ask = async (path: string, method = "GET", body?: unknown, bearer?: string) => {
    const headers = {
      accept: "application/json",
      "content-type": "application/json",
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    };
    let response, text;
    try {
      response = await fetch(`${base}${path}`, {
        ...{ method, headers, signal: AbortSignal.timeout(timeout_ms) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      throw new DzError(`Cannot reach Airflow on port ${port}: ${reasonOf(error)}`);
    }
    if (response.status === 404) return undefined;
    if (!response.ok) {
      throw new DzError(`Airflow refused ${method} ${path}: ${response.status} ${detailIn(text)}`);
    }
    return JSON.parse(text) as unknown;
  };
  const login = token.parse(
    await ask("/auth/token", "POST", { username: user, password }) ?? {},
  );
  const api = async (path: string, method?: string, body?: unknown) =>
    await ask(`/api/v2${path}`, method, body, login.access_token);
  const path = (name: string, id?: string) =>
    `/dags/${encodeURIComponent(name)}` + (id ? `/dagRuns/${encodeURIComponent(id)}` : "");
  return {
    async dag(name) {
      const { import_errors } = importErrors.parse(await api("/importErrors"));
      const [wrong] = import_errors;
      if (wrong) {
        throw new DzError(
          `Airflow cannot read a DAG: ${wrong.stack_trace.trim().split("\n").at(-1)}`,
        );
      }
      const answer = await api(path(name));
      return answer === undefined ? undefined : { isPaused: dagModel.parse(answer).is_paused };
    },
    async unpause(name) {
      await api(path(name), "PATCH", { is_paused: false });
    },
    async trigger(name) {
      const answer = await api(`${path(name)}/dagRuns`, "POST", { logical_date: null });
      return dagRun.parse(answer).dag_run_id;
    },
    run: async (name, id) => dagRun.parse(await api(path(name, id))).state,
    async tasks(name, id) {
      const answer = await api(`${path(name, id)}/taskInstances?limit=1000`);
      return taskInstances.parse(answer).task_instances.map((instance) => ({
        task: instance.task_id,
        state: instance.state,
        attempt: instance.try_number,
        ...(typeof instance.duration === "number" && { seconds: instance.duration }),
      }));
    },
    async reason(name, id, { task, attempt }) {
      const which = `taskInstances/${encodeURIComponent(task)}/logs/${attempt}`;
      const answer = logs.safeParse(await api(`${path(name, id)}/${which}?full_content=true`));
      return answer.success ? reasonIn(answer.data.content) : undefined;
    },
  };
}

/** What an answer says is wrong, in a line. */
function detailIn(text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === "string" ? detail : JSON.stringify(detail);
  } catch {
    return text.slice(0, 200);
  }
}
