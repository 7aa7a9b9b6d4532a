"""What a user can put right."""

import re

from pymongo.errors import ConnectionFailure, InvalidURI, OperationFailure


class JobError(Exception):
    """One line: what was attempted, the offending value, what to do."""


class PublishInterrupted(JobError):
    """Another run has published a collection meanwhile."""


# What is found in an error of Spark's, mostly a long trace of Java's, and what it means.
KNOWN = (
    (
        r"PATH_NOT_FOUND\] Path does not exist: (?P<what>[^\n]+?)\.?(\n|$)",
        "Cannot read {what}: no such file",
    ),
    (
        r"MongoTimeoutException: (?P<what>.*?)[.,] Client view",
        "Cannot reach MongoDB from Spark: {what}. On a cluster, every machine needs a way to it",
    ),
    (
        r"QueryPlanKilled|error 175\b",
        "A collection was replaced while Spark read it: another run has published it. Run again",
    ),
    (
        r"BindException: (?P<what>[^!\n]*)",
        "Cannot listen: {what}. Choose another port with --conf spark.driver.port, or "
        "spark.ui.port",
    ),
    (
        r"All masters are unresponsive|Failed to connect to master",
        "Cannot reach the master of the Spark cluster. Is it running, and does --master name it?",
    ),
    (
        r"OutOfMemoryError: (?P<what>[^\n]*)",
        "Spark ran out of memory ({what}). Give it more: --conf spark.driver.memory=8g",
    ),
    (r"No space left on device", "Spark ran out of disk: no space left for what it sets aside"),
    (
        r"ModuleNotFoundError: No module named '(?P<what>\w+)'",
        "The Python of Spark's workers has no {what}: name one that has, by PYSPARK_PYTHON",
    ),
    (
        r"PYTHON_VERSION_MISMATCH",
        "Spark's workers have another version of Python than the driver: name "
        "one of the same version, by PYSPARK_PYTHON",
    ),
    (
        r"FileNotFoundException: (?P<what>[^\n]+)",
        "A worker cannot read {what}. On a cluster, logs must be where all machines can read them",
    ),
    (
        r"StackOverflowError",
        "Spark's plan became too long: name a folder that all machines share, by "
        "--conf spark.checkpoint.dir",
    ),
    (
        r"Unauthorized|error 13 ",
        "MongoDB refused: its user may not do this. It needs readWrite and dbAdmin",
    ),
)


def is_worth_another_try(error):
    """Whether another run has published meanwhile what this one read, or tried to publish."""
    return isinstance(error, PublishInterrupted) or bool(
        re.search(r"QueryPlanKilled|error 175\b", str(error))
    )


def in_one_line(error):
    """What went wrong, for the user."""
    if isinstance(error, JobError):
        return str(error)
    if isinstance(error, InvalidURI):
        return "Cannot use the connection string: it is not one of MongoDB's"
    if isinstance(error, OperationFailure) and error.code == 18:
        return "Cannot log in to MongoDB: wrong user name or password"
    if isinstance(error, OperationFailure):
        return f"MongoDB refused: {error.details.get('errmsg', error)}"
    if isinstance(error, ConnectionFailure):
        reason = str(error).split(", Timeout:")[0].split(" (configured timeouts")[0]
        return f"Cannot reach MongoDB: {reason}"
    text = str(error)
    for pattern, meaning in KNOWN:
        found = re.search(pattern, text)
        if found:
            return meaning.format(**found.groupdict())
    java = re.search(r"^: (?:[\w.$]+: )?(.+)", text, re.MULTILINE)  # below the name of the call
    first = java.group(1) if java else text.strip().split("\n")[0] or type(error).__name__
    return f"Spark failed: {first}"
