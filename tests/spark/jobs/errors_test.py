"""One line for everything that can go wrong."""

import pytest
from pymongo.errors import AutoReconnect, InvalidURI, OperationFailure, ServerSelectionTimeoutError

from dzstore.errors import JobError, PublishInterrupted, in_one_line, is_worth_another_try

JAVA = """An error occurred while calling o57.save.
: org.apache.spark.SparkException: Job aborted due to stage failure: {reason}
\tat org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:2856)
\tat java.base/java.lang.Thread.run(Thread.java:840)"""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[PATH_NOT_FOUND] Path does not exist: file:/nowhere/logs.csv.",
            "Cannot read file:/nowhere/logs.csv: no such file",
        ),
        (
            JAVA.format(
                reason="com.mongodb.MongoTimeoutException: Timed out while waiting for a server "
                "that matches WritableServerSelector. Client view of cluster state is {…}"
            ),
            "Cannot reach MongoDB from Spark: Timed out while waiting for a server that matches "
            "WritableServerSelector. On a cluster, every machine needs a way to it",
        ),
        (
            JAVA.format(reason="java.lang.OutOfMemoryError: Java heap space"),
            "Spark ran out of memory (Java heap space). Give it more: "
            "--conf spark.driver.memory=8g",
        ),
        (
            JAVA.format(reason="java.io.IOException: No space left on device"),
            "Spark ran out of disk: no space left for what it sets aside",
        ),
        (
            JAVA.format(reason="ModuleNotFoundError: No module named 'numpy'"),
            "The Python of Spark's workers has no numpy: name one that has, by PYSPARK_PYTHON",
        ),
        (
            "java.net.BindException: Address already in use: Service 'SparkUI' failed after 16 "
            "retries (starting from 4040)! Consider explicitly setting the port",
            "Cannot listen: Address already in use: Service 'SparkUI' failed after 16 retries "
            "(starting from 4040). Choose another port with --conf spark.driver.port, or "
            "spark.ui.port",
        ),
    ],
    ids=["no file", "no MongoDB", "no memory", "no disk", "no module", "no port"],
)
def test_what_spark_is_known_to_say_becomes_what_to_do(text, line):
    assert in_one_line(RuntimeError(text)) == line


def test_of_a_trace_that_nobody_knows_the_first_line_of_javas_own_is_told():
    line = in_one_line(RuntimeError(JAVA.format(reason="odd")))
    assert line == "Spark failed: Job aborted due to stage failure: odd"
    assert in_one_line(RuntimeError("first\nsecond")) == "Spark failed: first"
    assert in_one_line(ZeroDivisionError()) == "Spark failed: ZeroDivisionError"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (JobError("Cannot use a.csv: it is empty"), "Cannot use a.csv: it is empty"),
        (
            InvalidURI("Invalid URI scheme: mongodb://user:secret@x"),
            "Cannot use the connection string: it is not one of MongoDB's",
        ),
        (
            OperationFailure("Authentication failed.", 18),
            "Cannot log in to MongoDB: wrong user name or password",
        ),
        (
            OperationFailure("full error", 13, {"errmsg": "not authorized on shop"}),
            "MongoDB refused: not authorized on shop",
        ),
        (
            ServerSelectionTimeoutError(
                "127.0.0.1:1: [Errno 111] Connection refused (configured timeouts: "
                "connectTimeoutMS: 20000.0ms), Timeout: 4.5s, Topology Description: <Topology>"
            ),
            "Cannot reach MongoDB: 127.0.0.1:1: [Errno 111] Connection refused",
        ),
    ],
    ids=["its own", "no address", "wrong password", "not allowed", "no server"],
)
def test_what_mongodb_refuses_is_told_in_one_line_without_a_password(error, line):
    assert in_one_line(error) == line


def test_every_known_error_is_one_line_whatever_surrounds_it():
    for reason in ("error 175 (QueryPlanKilled)", "StackOverflowError", "error 13 (Unauthorized)"):
        line = in_one_line(RuntimeError(JAVA.format(reason=reason)))
        assert "\n" not in line
        assert "Spark failed" not in line


def test_only_what_another_run_has_published_is_worth_another_try():
    assert is_worth_another_try(PublishInterrupted("meanwhile"))
    assert is_worth_another_try(
        RuntimeError("Query failed with error code 11: error 175 and so on")
    )
    assert not is_worth_another_try(RuntimeError("error 1750"))
    assert not is_worth_another_try(JobError("no such file"))
    assert not is_worth_another_try(AutoReconnect("not primary"))
