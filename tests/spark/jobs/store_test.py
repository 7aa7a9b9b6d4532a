"""What the store does by itself, without a server."""

import pytest
from pymongo.errors import AutoReconnect, OperationFailure

from dzstore import register, store


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(register.time, "sleep", lambda _: None)


def test_an_index_is_named_as_mongodb_names_it():
    # https://www.mongodb.com/docs/manual/indexes/#default-index-names
    assert store.index_name({"item": 1, "quantity": -1}) == "item_1_quantity_-1"


def failing(times, error):
    calls = []

    def command():
        calls.append(1)
        if len(calls) <= times:
            raise error
        return len(calls)

    return command


def test_after_an_election_a_command_is_tried_again():
    assert register.after_election(failing(4, AutoReconnect("not primary"))) == 5


def test_a_command_is_not_tried_for_ever_nor_after_another_error():
    with pytest.raises(AutoReconnect):
        register.after_election(failing(5, AutoReconnect("not primary")))
    with pytest.raises(OperationFailure):
        register.after_election(failing(1, OperationFailure("refused", 13)))
