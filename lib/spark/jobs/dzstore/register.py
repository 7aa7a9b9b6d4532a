"""
The register of runs that publish into a database, as lib/mongo/publishing keeps it: what is written
there decides whether a run takes effect, and whoever comes next completes it.
"""

import os
import socket
import time
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from pymongo.errors import AutoReconnect, DuplicateKeyError, OperationFailure

NAME = "dzstore_publishing"
ONE = {"_id": "register"}
NAMESPACE_NOT_FOUND = 26
LOOKS = 3


class Register:
    """The register of a database, whose writes wait for a majority."""

    def __init__(self, db):
        self._db = db
        self._runs = db[NAME]

    def read(self):
        """The register as it is; None while nobody publishes."""
        return after_election(lambda: self._runs.find_one(ONE))

    def enter(self, run, staging):
        """Enters a run with the names of the collections that it is going to make."""
        owner = _owner()
        change = {
            "$addToSet": {f"runs.{run}.staging": {"$each": staging}},
            "$currentDate": {f"runs.{run}.began": True},
            "$inc": {"revision": 0},
            **({"$set": {f"runs.{run}.owner": owner}} if owner else {}),
        }
        for _ in range(5):
            with suppress(DuplicateKeyError):  # two have made the register at once
                after_election(lambda: self._runs.update_one(ONE, change, upsert=True))
                return

    def take_out(self, run):
        """Takes out a run unless it takes effect; says whether it is out, so that it never will."""
        others = {**ONE, "intent.run": {"$ne": run}}
        change = {"$unset": {f"runs.{run}": ""}}
        out = after_election(lambda: self._runs.update_one(others, change))
        if out.matched_count:
            self._tidy()
        return bool(out.matched_count) or self._intent().get("run") != run

    def decide(self, register, intent):
        """Writes an intent down unless another run has taken effect since the register was read."""
        run = intent["run"]
        as_read = {
            **ONE,
            "revision": register["revision"],
            "intent": {"$exists": False},
            f"runs.{run}": {"$exists": True},
        }
        change = {"$set": {"intent": intent}, "$inc": {"revision": 1}}
        written = after_election(lambda: self._runs.update_one(as_read, change))
        return bool(written.matched_count) or self._intent().get("run") == run

    def settle(self):
        """Completes the run that takes effect, if there is one; returns the register afterwards."""
        while True:
            register = self.read()
            if not register or "intent" not in register:
                return register
            self.take_effect(register["intent"])

    def take_effect(self, intent):
        """
        Puts everything in place that a run has written down, whoever has begun it; says whether all
        of it was there.
        """
        run, replaces = intent["run"], intent["replaces"]
        for look in range(1, 1000):
            found = self.versions([part[key] for part in replaces for key in ("name", "staging")])
            pending = [one for one in replaces if found.get(one["name"]) != one["version"]]
            ready = [one for one in pending if found.get(one["staging"]) == one["version"]]
            if len(ready) < len(pending):
                if self._intent().get("run") != run:
                    return True  # another has completed it
                if look < LOOKS:
                    time.sleep(0.05)
                    continue
                if len(pending) == len(replaces):
                    self._finish(run)
                    for one in ready:
                        self._db.drop_collection(one["staging"])
                    return False
            for one in ready:
                self._put_in_place(one)
            if len(ready) == len(pending) and pending:
                continue  # to see that all are there
            self._finish(run)
            return len(ready) == len(pending)
        return False

    def sweep(self, name, is_staging):
        """Drops what ended runs left of next versions of a collection."""
        left = {other for other in self._db.list_collection_names() if is_staging(other)}
        # Read after the collections, which are made only by runs that are entered.
        for run, entry in ((self.read() or {}).get("runs") or {}).items():
            staging = entry.get("staging", [])
            left.difference_update(staging)
            concerned = any(is_staging(other) for other in staging)
            if concerned and not _goes_on(entry) and self.take_out(run):
                for other in staging:
                    self._db.drop_collection(other)
        for other in left:
            self._db.drop_collection(other)

    def versions(self, names):
        """By name, what tells a version of a collection from others; a rename keeps it."""
        found = after_election(
            lambda: list(self._db.list_collections(filter={"name": {"$in": names}}))
        )
        return {
            one["name"]: str(UUID(bytes=bytes(one["info"]["uuid"])))
            for one in found
            if "uuid" in one.get("info", {})
        }

    def _intent(self):
        return (self.read() or {}).get("intent", {})

    def _put_in_place(self, one):
        try:
            after_election(lambda: self._db[one["staging"]].rename(one["name"], dropTarget=True))
        except OperationFailure as error:
            if error.code != NAMESPACE_NOT_FOUND:
                raise  # else another has renamed it: the next look tells

    def _finish(self, run):
        mine = {**ONE, "intent.run": run}
        change = {"$unset": {"intent": "", f"runs.{run}": ""}}
        after_election(lambda: self._runs.update_one(mine, change))
        self._tidy()

    def _tidy(self):
        """Removes a register without runs. Who enters at the same moment enters again."""
        empty = {**ONE, "runs": {}, "intent": {"$exists": False}}
        removed = after_election(lambda: self._runs.delete_one(empty))
        if removed.deleted_count and not self.read():
            self._db.drop_collection(NAME)


def after_election(command, attempts=5):
    """Tries again what the driver does not retry by itself, when the primary changed meanwhile."""
    for attempt in range(attempts):
        try:
            return command()
        except AutoReconnect:
            if attempt == attempts - 1:
                raise
            time.sleep(0.5)


def _owner():
    """This process, as the others know it; None where the system does not say when it was born."""
    born = _born(os.getpid())
    return born and {"host": socket.gethostname(), "pid": os.getpid(), "born": born}


def _born(pid):
    with suppress(OSError, IndexError):
        with open("/proc/sys/kernel/random/boot_id", encoding="utf-8") as file:
            boot = file.read().strip()
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(") ")[2].split(" ")
        return f"{boot} {fields[19]}"
    return None


def _goes_on(entry):
    """Whether a run goes on; one that cannot be looked at from here does so for a day."""
    owner = entry.get("owner")
    if not owner:
        return False
    if owner["host"] == socket.gethostname() and os.path.exists("/proc/self/stat"):
        return _born(owner["pid"]) == owner["born"]
    return datetime.utcnow() - entry["began"] < timedelta(days=1)
