"""Why a product is recommended: the purchases that speak for it."""

import numpy as np

NAMED = 2  # so many purchases at most

REASONS = "ARRAY<STRUCT<product: STRING, because: ARRAY<STRUCT<product: STRING, share: DOUBLE>>>>"


def knowledge_of(vectors, names):
    """
    What `explaining` needs to know of the items.

    vectors: the factors y by item. names: the names of the items.
    """
    numbers = sorted(vectors)
    place = {item: row for row, item in enumerate(numbers)}
    factors = np.array([vectors[item] for item in numbers], dtype=np.float64)
    return place, factors, factors.T @ factors, names


def explaining(knowledge, alpha, regularization):
    """
    A function from a basket and a list of recommended items, both numbers of items, to the reasons,
    one for each recommended item.

    Section 5 of Hu, Koren and Volinsky (2008): the score of item i for a user is the sum, over the
    items j that they have, of y_i W y_j c_j with W = (Y'CY + lambda I)^-1; MLlib's lambda is
    regParam times the number of these items. What speaks against an item is left out.

    knowledge: gives what `knowledge_of` does.
    """

    # Within another function, so that it travels whole: workers of a cluster have no dzstore.
    def reasons(basket, recommended):
        place, factors, gram, names = knowledge()
        has = factors[[place[item] for item in basket]]
        ridge = regularization * len(basket) * np.eye(len(gram))
        alike = np.linalg.solve(gram + alpha * has.T @ has + ridge, has.T)
        result = []
        for item in recommended:
            contributions = (1 + alpha) * (factors[place[item]] @ alike)
            speaking = [(c, -j) for c, j in zip(contributions.tolist(), basket) if c > 0]
            total = sum(c for c, _ in speaking)
            best = sorted(speaking, reverse=True)[:NAMED]
            because = [(names[-j], min(c / total, 1.0)) for c, j in best]
            result.append((names[item], because))
        return result

    return reasons
