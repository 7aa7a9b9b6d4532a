"""The proof that MongoDB filtered: reading what Spark and the profiler say."""

from dzstore.pushdown import filter_nodes, filters_in_log, proof_in

# As Spark 3.5 prints it of a filter that is not pushed.
PLAN = """Project [user_id#0, city#4]
+- Filter (isnotnull(city#4) AND (city#4 = Oran))
   :- BatchScan MongoTable()[user_id#0, city#4] MongoScan{namespaceDescription=shop.users}
   +- Filter (total_spend#5 > 100000)
"""


def test_the_filters_of_a_plan_are_counted_at_every_depth():
    assert filter_nodes(PLAN) == 2
    assert filter_nodes("Filter (a#1 > 2)") == 1


def test_what_is_only_called_filter_is_none():
    assert filter_nodes("BatchScan MongoTable()[x#0] PushedFilters: [Filter(x)]") == 0
    assert filter_nodes("+- FilterExec2 x\n+- Project [Filter#1]") == 0


def test_the_pushed_filters_are_read_from_the_log():
    text = """
Pushing operators to MongoTable()
Pushed Filters: IsNotNull(city), EqualTo(city,Oran)
Post-Scan Filters:
"""
    assert filters_in_log(text) == "IsNotNull(city), EqualTo(city,Oran)"
    assert filters_in_log("nothing of the kind") == ""


def batch(keys, returned, **more):
    return {"keysExamined": keys, "docsExamined": keys, "nreturned": returned, **more}


def test_the_batches_of_a_query_add_up_and_the_first_says_what_it_was():
    pipeline = [{"$match": {"city": "Oran"}}]
    first = batch(101, 101, command={"pipeline": pipeline}, planSummary="IXSCAN { city: 1 }")
    more = batch(20, 19, command={"getMore": 7})
    assert proof_in([first, more]) == {
        "pipeline": pipeline,
        "plan": "IXSCAN { city: 1 }",
        "keys_examined": 121,
        "docs_examined": 121,
        "docs_returned": 120,
    }


def test_there_is_no_proof_where_the_profiler_noted_nothing():
    assert proof_in([]) == {}
