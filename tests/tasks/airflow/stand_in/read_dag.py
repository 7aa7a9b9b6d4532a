"""Runs the file of a DAG that it is given on standard input, and prints what it says as JSON."""

import json
import shlex
import sys
from types import SimpleNamespace

from airflow.sdk import dags

names = {}
exec(sys.stdin.read(), names)
(dag,) = dags
options = dag.options
default = options.pop("default_args")


def reported(states, before):
    """What the report's end says of the states before it: `None` if it lets the run be green."""
    ti = SimpleNamespace(
        dag_id="d", run_id="r", get_task_states=lambda dag_id, run_ids: {"r": states}
    )
    task = SimpleNamespace(get_flat_relative_ids=lambda upstream: set(before))
    try:
        return names["fail_with_the_run"]({"ti": ti, "task": task})
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(
    json.dumps(
        {
            **options,
            "start_date": options["start_date"].isoformat(),
            "retries": default["retries"],
            "retry_delay_s": default["retry_delay"].total_seconds(),
            "doc": names["__doc__"],
            "tasks": [
                {
                    "name": task.options["task_id"],
                    "after": task.before,
                    # As Airflow's templates and then a shell read it.
                    "command": shlex.split(task.options["bash_command"].replace("{{ '{' }}", "{")),
                    "cwd": task.options["cwd"],
                    "rule": task.options.get("trigger_rule", "all_success"),
                    "teardown": task.is_teardown,
                    "guarded": task.options.get("post_execute") is not None,
                }
                for task in dag.tasks
            ],
            "reported": [
                reported({"a": "success", "b": "success"}, "ab"),
                reported({"a": "failed", "b": "upstream_failed", "c": "failed"}, "ab"),
            ]
            if "fail_with_the_run" in names
            else [],
        }
    )
)
