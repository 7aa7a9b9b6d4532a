/** Runs a DAG in Airflow, and tells how far it is. */
import { pause } from "../../base/pause.ts";
import { waitUntil } from "../../base/wait_until.ts";
import type { AirflowClient, TaskInstance } from "./airflow_client.ts";

/** A run that has ended. */
export interface EndedDagRun {
  readonly ok: boolean;
  readonly tasks: readonly TaskInstance[];
}

/** How a run is watched. */
export interface WatchOptions {
  /** Told whenever a task's state is another. */
  readonly onChange: (task: TaskInstance) => void;
  readonly poll_ms?: number;
  /** How long Airflow may take to read the DAG's file. */
  readonly patience_ms?: number;
}

/**
 * Waits until Airflow knows the DAG, asks for a run, unpauses the DAG, and waits for the run's end. Whoever ends us
 * meanwhile does not end the run.
 *
 * @throws {DzError} if Airflow cannot read the DAG, or stops answering
 */
export async function runAirflowDag(
  client: AirflowClient,
  dag: string,
  { onChange, poll_ms = 500, patience_ms = 120_000 }: WatchOptions,
): Promise<EndedDagRun> {
  const { isPaused } = await waitUntil(
    `Airflow has read the DAG ${dag}`,
    () => client.dag(dag),
    patience_ms,
  );
  const id = await client.trigger(dag);
  if (isPaused) await client.unpause(dag);
  const told = new Map<string, TaskInstance>();
  for (;;) {
    const state = await client.run(dag, id); // asked first: its tasks are then as it ended
    for (const task of await client.tasks(dag, id)) {
      const before = told.get(task.task);
      if (task.state === before?.state && task.attempt === before?.attempt) continue;
      const hasFailed = task.state === "failed" || task.state === "up_for_retry";
      const reason = hasFailed ? await client.reason(dag, id, task) : undefined;
      const now = { ...task, ...(reason !== undefined && { reason }) };
      told.set(task.task, now);
      if (task.state !== null) onChange(now);
    }
    if (state === "success" || state === "failed") {
      return { ok: state === "success", tasks: [...told.values()] };
    }
    await pause(poll_ms);
  }
}
