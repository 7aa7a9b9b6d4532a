"""Prints what Airflow itself understands of the file of a DAG, as JSON."""

import json
import runpy
import sys

from airflow.sdk import BaseOperator

names = runpy.run_path(sys.argv[1])
dag = next(value.dag for value in names.values() if isinstance(value, BaseOperator))
print(
    json.dumps(
        {
            "dag_id": dag.dag_id,
            "timetable": type(dag.timetable).__name__,
            "catchup": dag.catchup,
            "max_active_runs": dag.max_active_runs,
            "tasks": {
                task.task_id: {
                    "after": sorted(task.upstream_task_ids),
                    "retries": task.retries,
                    "rule": task.trigger_rule.value,
                    "teardown": task.is_teardown,
                    "counts": not task.is_teardown or task.on_failure_fail_dagrun,
                }
                for task in dag.tasks
            },
        }
    )
)
