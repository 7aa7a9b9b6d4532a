"""Stands in for Airflow."""


class AirflowFailException(Exception):
    pass
