"""Proof that MongoDB ran a query's filters, since `explain()` of the connector 10.x does not print them."""

import re
from contextlib import contextmanager

RULE = "org.apache.spark.sql.execution.datasources.v2.V2ScanRelationPushDown"


def filters_left(frame):
    """How many Filter nodes are left in the plan: what these filter, Spark filters after fetching."""
    plan = frame._jdf.queryExecution().executedPlan().toString()
    return len(re.findall(r"\bFilter\b", plan))


def pushed_filters(frame):
    """
    What Spark's log says of them. It does so at the level INFO of one rule of the optimizer, which this
    turns up, and keeps what comes.
    """
    jvm = frame.sparkSession._jvm
    log4j = jvm.org.apache.logging.log4j
    text = jvm.java.io.StringWriter()
    context = log4j.LogManager.getContext(False)
    logger = context.getLogger(RULE)
    appender = log4j.core.appender.WriterAppender.createAppender(None, None, text, RULE, False, True)
    appender.start()
    level = logger.getLevel()
    log4j.core.config.Configurator.setLevel(RULE, log4j.Level.INFO)
    context.getLogger(RULE).addAppender(appender)
    try:
        frame.select("*")._jdf.queryExecution().optimizedPlan()
    finally:
        context.getLogger(RULE).removeAppender(appender)
        log4j.core.config.Configurator.setLevel(RULE, level)
    found = re.search(r"Pushed Filters: (.*)", text.toString())
    return found.group(1).strip() if found else ""


def scan_pipeline(frame):
    """The aggregation pipeline of the scan, as JSON: what the connector sends to the server."""
    plan = frame._jdf.queryExecution().sparkPlan()
    leaves = plan.collectLeaves()
    for index in range(leaves.size()):
        leaf = leaves.apply(index)
        if leaf.getClass().getSimpleName() == "BatchScanExec":
            scan = leaf.scan()
            field = scan.getClass().getDeclaredField("readConfig")
            field.setAccessible(True)
            stages = field.get(scan).getAggregationPipeline()
            return [stage.toJson() for stage in stages]
    return []


@contextmanager
def profiled(db, comment):
    """
    Has the server's profiler note the operations with this comment while the block runs, then puts
    it back as it was. Yields a list, filled at the end: for each operation its `command`, `planSummary`,
    `keysExamined`, `docsExamined` and `nreturned`.
    """
    operations = []
    profile = db["system.profile"]
    was_there = profile.name in db.list_collection_names()
    before = db.command("profile", -1)
    db.command("profile", 2, filter={"command.comment": comment})
    try:
        yield operations
        wanted = ("op", "command", "planSummary", "keysExamined", "docsExamined", "nreturned")
        for entry in profile.find({"command.comment": comment}, sort=[("ts", 1)]):
            operations.append({name: entry[name] for name in wanted if name in entry})
    finally:
        restored = {"slowms": before["slowms"], "sampleRate": before["sampleRate"]}
        db.command("profile", before["was"], **restored, filter=before.get("filter", "unset"))
        if not was_there and before["was"] == 0:
            profile.drop()
