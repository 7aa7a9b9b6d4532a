"""How a job begins and ends: its flags, its session, its report."""

import argparse
import json
import os
import sys
import time
import traceback
from contextlib import suppress

from pyspark.sql import SparkSession

from dzstore.errors import JobError, in_one_line, is_worth_another_try
from dzstore.store import Store

ATTEMPTS = 3


def flags(description):
    """The flags that every job has."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--database", default=os.environ.get("DZ_DATABASE", "dzstore_db"), help="the database"
    )
    parser.add_argument(
        "--collections",
        metavar="FILE",
        help="validators and indexes by collection, as JSON (default: those that there are, kept)",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="also replace collections that the kit did not publish",
    )
    parser.add_argument("--report", metavar="FILE", help="where a report goes, as JSON")
    return parser


def run(name, job, options):
    """
    Runs `job(spark, store, options)`, which returns what goes into the report, and ends the
    process: with 1, and one line that says why, if it fails.

    The connection string is that of MONGODB_URI: on a command line everybody could read its
    password.
    """
    began = time.monotonic()
    spark = None
    try:
        uri = os.environ.get("MONGODB_URI")
        if not uri:
            raise JobError("Cannot find the database: MONGODB_URI is not set")
        spark = _session(name)
        definitions = _definitions(options.collections)
        with Store(spark, uri, options.database, definitions, options.replace) as store:
            report = {"ok": True, **_tried(job, spark, store, options)}
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        traceback.print_exc()
        report = {"ok": False, "error": in_one_line(error)}
    report["seconds"] = round(time.monotonic() - began, 3)
    if options.report:
        with open(options.report, "w", encoding="utf-8") as file:
            json.dump(report, file, allow_nan=False, default=str)
    if spark:
        with suppress(Exception):  # its JVM may be dead: the report says why
            spark.stop()
    if not report["ok"]:
        sys.exit(f"Error: {report['error']}")


def _session(name):
    spark = SparkSession.builder.appName(f"dzstore {name}").getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    spark.conf.set("spark.sql.redaction.options.regex", "(?i)ur[il]")  # they have passwords
    checkpoints = spark.conf.get("spark.checkpoint.dir", "")  # Spark 4 itself looks there
    if checkpoints:
        spark.sparkContext.setCheckpointDir(checkpoints)
    return spark


def _tried(job, spark, store, options):
    """Runs the job, again if another run publishes meanwhile what it reads or writes."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return job(spark, store, options)
        except Exception as error:
            if attempt == ATTEMPTS or not is_worth_another_try(error):
                raise
            print("Another run has published meanwhile: once more from the start")
            spark.catalog.clearCache()
            store.forget()


def _definitions(path):
    if path is None:
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)
