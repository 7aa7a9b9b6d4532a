"""The events by hour, weekday and more, as documents of `trend_breakdowns`."""

from dzstore.wilson import rate

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = tuple(f"{hour:02}" for hour in range(24))
IN_ORDER = {"all": ("all",), "hour": HOURS, "weekday": WEEKDAYS}


def breakdown_documents(counts, dimensions, viewed):
    """
    One document per dimension and value: every hour and weekday in its order, of the other
    dimensions what there is, the most viewed first.

    counts: by dimension and value, how many views, carts and buys. viewed: how many products were.
    """
    documents = []
    for dimension in dimensions:
        found = [(-of[0], value) for (where, value), of in counts.items() if where == dimension]
        most_viewed_first = [value for _, value in sorted(found)]
        for position, value in enumerate(IN_ORDER.get(dimension, most_viewed_first)):
            views, carts, buys = counts.get((dimension, value), (0, 0, 0))
            documents.append(
                {
                    "dimension": dimension,
                    "value": value,
                    "position": position,
                    "views": views,
                    "carts": carts,
                    "buys": buys,
                    "view_to_cart": rate(carts, views),
                    "cart_to_buy": rate(buys, carts),
                    "view_to_buy": rate(buys, views),
                    "products": viewed if dimension == "all" else None,
                }
            )
    return documents
