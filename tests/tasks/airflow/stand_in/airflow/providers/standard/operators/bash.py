"""Stands in for Airflow."""

from airflow.sdk import Operator

BashOperator = Operator
