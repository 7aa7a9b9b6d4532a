"""The breakdowns: which there are, in which order."""

from datetime import date

from dzstore.breakdown_documents import HOURS, WEEKDAYS, breakdown_documents


def test_every_hour_and_weekday_is_there_in_the_order_of_time():
    documents = breakdown_documents({("hour", "07"): (9, 2, 1)}, ["hour", "weekday"], 4)
    assert [d["value"] for d in documents] == [*HOURS, *WEEKDAYS]
    assert [d["views"] for d in documents[:24]] == [0] * 7 + [9] + [0] * 16
    assert [d["position"] for d in documents] == [*range(24), *range(7)]


def test_weekdays_are_named_and_ordered_as_iso_8601_numbers_them():
    # 1 January 2024 was a Monday.
    assert WEEKDAYS == tuple(f"{date(2024, 1, day):%A}" for day in range(1, 8))


def test_cities_come_most_viewed_first_ties_by_name():
    counts = {("city", name): (views, 0, 0) for name, views in (("B", 5), ("C", 9), ("A", 5))}
    counts["category", "Games"] = (99, 0, 0)
    documents = breakdown_documents(counts, ["city"], 4)
    assert [(d["position"], d["value"]) for d in documents] == [(0, "C"), (1, "A"), (2, "B")]


def test_a_rate_is_left_out_where_there_is_none():
    [document] = breakdown_documents({("all", "all"): (10, 4, 5)}, ["all"], 3)
    assert document["view_to_cart"]["rate"] == 0.4
    assert document["cart_to_buy"] is None  # 5 of 4
    assert document["view_to_buy"]["rate"] == 0.5
    assert document["products"] == 3
