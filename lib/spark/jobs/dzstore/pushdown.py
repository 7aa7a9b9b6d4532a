"""Proof that MongoDB ran a query's filters, which `explain()` of connector 10.x does not print."""

import re
from contextlib import contextmanager

RULE = "org.apache.spark.sql.execution.datasources.v2.V2ScanRelationPushDown"


def filters_left(frame):
    """How many Filter nodes are left in the plan: what these filter, Spark does, not MongoDB."""
    return filter_nodes(frame._jdf.queryExecution().sparkPlan().treeString())


def filter_nodes(plan):
    """How many nodes of a plan, as Spark prints it, are a Filter."""
    return len(re.findall(r"^[\s:+-]*Filter\b", plan, re.MULTILINE))


def pushed_filters(frame):
    """
    What Spark's log says of them. It does so at the level INFO of one rule of the optimizer, which
    this turns up, and keeps what comes.
    """
    jvm = frame.sparkSession._jvm
    log4j = jvm.org.apache.logging.log4j
    text = jvm.java.io.StringWriter()
    context = log4j.LogManager.getContext(False)
    logger = context.getLogger(RULE)
    appender = log4j.core.appender.WriterAppender.createAppender(
        None, None, text, RULE, False, True
    )
    appender.start()
    level = logger.getLevel()
    log4j.core.config.Configurator.setLevel(RULE, log4j.Level.INFO)
    context.getLogger(RULE).addAppender(appender)
    try:
        frame.select("*")._jdf.queryExecution().optimizedPlan()
    finally:
        context.getLogger(RULE).removeAppender(appender)
        log4j.core.config.Configurator.setLevel(RULE, level)
    return filters_in_log(text.toString())


def filters_in_log(text):
    """The filters that Spark's log says were pushed; empty if it does not say."""
    found = re.search(r"Pushed Filters: (.*)", text)
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
    Has the server's profiler note the query with this comment while the block runs, then puts it
    back as it was. Yields a dictionary, filled at the end: the `pipeline` that the server ran, the
    `plan` that it chose, and how many `keys_examined`, `docs_examined` and `docs_returned`.
    """
    proof = {}
    profile = db["system.profile"]
    was_there = profile.name in db.list_collection_names()
    before = db.command("profile", -1)
    if "command.comment" in before.get("filter", {}):  # of a run that was killed, or is still on
        before.update(was=0, filter="unset")
    db.command("profile", 2, filter={"command.comment": comment})
    try:
        yield proof
        proof.update(proof_in(list(profile.find({"command.comment": comment}, sort=[("ts", 1)]))))
    finally:
        restored = {"slowms": before["slowms"], "sampleRate": before["sampleRate"]}
        db.command("profile", before["was"], **restored, filter=before.get("filter", "unset"))
        if not was_there and before["was"] == 0:
            profile.drop()


def proof_in(batches):
    """
    What the profiler noted of a query: it is the first operation, and each further batch of its
    documents is one, too.
    """
    if not batches:
        return {}
    return {
        "pipeline": batches[0]["command"]["pipeline"],
        "plan": batches[0]["planSummary"],
        "keys_examined": sum(batch["keysExamined"] for batch in batches),
        "docs_examined": sum(batch["docsExamined"] for batch in batches),
        "docs_returned": sum(batch["nreturned"] for batch in batches),
    }
