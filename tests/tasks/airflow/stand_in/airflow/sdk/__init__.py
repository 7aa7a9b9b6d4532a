"""Stands in for Airflow: notes what a file of a DAG says."""

from enum import Enum

dags = []


class TriggerRule(str, Enum):
    ALL_DONE = "all_done"


class DAG:
    def __init__(self, **options):
        self.options, self.tasks = options, []

    def __enter__(self):
        dags.append(self)
        return self

    def __exit__(self, *_):
        pass


class Operator:
    def __init__(self, **options):
        self.options, self.before, self.is_teardown = options, [], False
        dags[-1].tasks.append(self)

    def as_teardown(self):
        self.is_teardown = True
        return self

    def __rrshift__(self, before):
        self.before += [one.options["task_id"] for one in before]
        return self
