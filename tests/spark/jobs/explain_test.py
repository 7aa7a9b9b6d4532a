"""Why something is recommended, in cases that can be worked out by hand."""

import pytest

pytest.importorskip("numpy", reason="NumPy as Spark wants it is not made for this Python")

from dzstore.explain import explaining, knowledge_of  # noqa: E402


def reasons(vectors, basket, recommended, alpha=3, regularization=1.5):
    names = {item: f"Product {item}" for item in vectors}
    knowledge = knowledge_of(vectors, names)
    return explaining(lambda: knowledge, alpha, regularization)(basket, recommended)


def test_with_one_factor_a_purchase_speaks_by_the_size_of_its_own():
    # y_i W y_j c: W and c are the same for all, so that shares are as the y_j: 3 of 4 and 1 of 4.
    [(name, because)] = reasons({0: [1.0], 1: [3.0], 2: [2.0]}, [0, 1], [2])
    assert name == "Product 2"
    assert [product for product, _ in because] == ["Product 1", "Product 0"]
    assert [share for _, share in because] == pytest.approx([0.75, 0.25])


def test_what_speaks_against_it_is_left_out():
    [(_, because)] = reasons({0: [1.0], 1: [-5.0], 2: [2.0]}, [0, 1], [2])
    assert because == [("Product 0", 1.0)]


def test_the_two_that_say_most_are_named_with_their_share_of_all():
    vectors = {item: [float(item)] for item in range(1, 6)}
    [(_, because)] = reasons(vectors, [1, 2, 3, 4], [5])
    assert [product for product, _ in because] == ["Product 4", "Product 3"]
    assert [share for _, share in because] == pytest.approx([0.4, 0.3])


def test_what_has_nothing_in_common_does_not_speak():
    # Two tastes at right angles, without anything that both share.
    vectors = {0: [1.0, 0.0], 1: [0.0, 1.0], 2: [2.0, 0.0], 3: [0.0, 2.0]}
    found = dict(reasons(vectors, [0, 1], [2, 3]))
    assert found == {"Product 2": [("Product 0", 1.0)], "Product 3": [("Product 1", 1.0)]}
