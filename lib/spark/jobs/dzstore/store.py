"""The store's collections: read and written through the connector, published whole."""

import re
import uuid
from contextlib import suppress

from bson import SON
from pymongo import MongoClient, WriteConcern
from pymongo.errors import PyMongoError

from dzstore.errors import JobError, PublishInterrupted
from dzstore.register import Register, after_election

CONNECTOR = "mongodb"
MAJORITY = WriteConcern("majority")


class Store:
    """A database of MongoDB, seen from Spark."""

    def __init__(self, spark, uri, database, definitions, replace=False):
        """
        definitions: by collection {"validator": …, "indexes": [{"key": {…}, "unique": …}, …]}; what
        is not in it keeps the validator and the indexes that it has.
        replace: whether what the kit did not publish is replaced, too.
        """
        self.spark = spark
        self._uri = uri
        self._client = MongoClient(uri, appname="dzstore spark", serverSelectionTimeoutMS=4500)
        self.db = self._client.get_database(database, write_concern=MAJORITY)
        self._definitions = definitions
        self._replace = replace
        self._read = {}

    def __enter__(self):
        self._client.admin.command("ping")  # a server that does not answer is found out at once
        return self

    def __exit__(self, *_):
        self._client.close()

    def forget(self):
        """Begins anew: what was read before does not count."""
        self._read.clear()

    def require(self, attempt, *collections):
        """Fails if one of the collections that are needed for what is attempted is empty."""
        for name in collections:
            if self.db[name].find_one({}, {"_id": 1}) is None:
                raise JobError(
                    f"Cannot {attempt}: {self.db.name} has no {name}. "
                    "Run `deno task generate` first"
                )

    def read(self, collection, schema, **options):
        """
        A collection as a DataFrame of the columns of `schema`, which alone travel.

        Which version of the collection it was is noted: `publish` refuses to mix two.
        """
        self._read.setdefault(collection, self._version(collection))
        return (
            self.spark.read.format(CONNECTOR)
            .options(**self._connector(collection))
            .options(**options)
            .schema(schema)
            .load()
        )

    def write(self, frame, collection, id_field, **options):
        """
        Writes the rows of a DataFrame into a collection that is there, each in the place of the
        document with the same `id_field`: so a task that Spark runs twice leaves no row twice.
        Returns how many rows there are.

        Not with `mode("overwrite")`: that would drop the collection with its indexes and its
        validator, and readers would see it empty, then half full.
        """
        frame = frame.cache()
        (
            frame.write.format(CONNECTOR)
            .mode("append")
            .options(**self._connector(collection))
            .option("idFieldList", id_field)
            .option("ignoreNullValues", "true")  # what is missing is no field, rather than a null
            .option("writeConcern.w", "majority")
            .options(**options)
            .save()
        )
        return frame.count()

    def publish(self, versions):
        """
        Replaces collections whole, and together: each is written beside the old one, with its
        validator and its indexes; when all are complete the intent is written down, and each is
        renamed over the old one. If the job fails or is killed before, the old ones stay, and the
        next run drops what was left behind; after, whoever comes next completes it.

        versions: by collection, a function that fills a staging collection, given its name, and
        returns how many documents it then has to have. Returns the sum of these.
        """
        run, register = uuid.uuid4().hex[:8], Register(self.db)
        register.settle()
        made, replaces, written = [], [], 0
        try:
            for name, fill in versions.items():
                staging = f"{name}__staging_{uuid.uuid4().hex[:8]}"
                register.sweep(name, _staging_of(name))
                made.append(staging)
                register.enter(run, made)
                self._stage(name, staging)
                version = self._version(staging)
                expected = fill(staging)
                arrived = self.db[staging].count_documents({})
                # A collection that is dropped under the connector comes back without its rules.
                if arrived != expected or self._version(staging) != version:
                    raise _interrupted(name, f"{arrived} of {expected} documents are there")
                known_by = register.versions([staging]).get(staging)
                replaces.append({"name": name, "staging": staging, "version": known_by})
                written += arrived
            intent = {"run": run, "replaces": replaces}
            if self._decide(register, intent) and not register.take_effect(intent):
                raise _interrupted(", ".join(versions), "its documents are gone")
            return written
        finally:
            with suppress(PyMongoError):  # the next run drops what is left
                if made and register.take_out(run):
                    for staging in made:
                        self.db.drop_collection(staging)

    def _decide(self, register, intent):
        """Writes the intent down; False if another has completed it already."""
        run, replaces = intent["run"], intent["replaces"]
        names = ", ".join(one["name"] for one in replaces)
        while True:
            now = register.settle()
            found = register.versions([one[key] for one in replaces for key in ("name", "staging")])
            if not now or run not in now["runs"]:
                if all(found.get(one["name"]) == one["version"] for one in replaces):
                    return False  # only our answer was lost
                if now:
                    raise _interrupted(names, "its documents are gone")
                register.enter(run, [one["staging"] for one in replaces])  # it was removed under us
                continue
            for name, version in self._read.items():
                if self._version(name) != version:
                    raise PublishInterrupted(
                        f"Cannot publish {names}: another run has published {name} "
                        "meanwhile. Run again"
                    )
            if any(found.get(one["staging"]) != one["version"] for one in replaces):
                raise _interrupted(names, "its documents are gone")
            if self._replace:
                for one in replaces:  # nothing takes the place of a view or a time series
                    if self._info(one["name"]).get("type", "collection") != "collection":
                        self.db.drop_collection(one["name"])
            if register.decide(now, intent):
                return True

    def _stage(self, name, staging):
        """Makes an empty collection beside the one of that name, with its validator and indexes."""
        validator, indexes = self._definition(name)
        after_election(lambda: self.db.create_collection(staging, validator=validator))
        if indexes:
            after_election(
                lambda: self.db.command(
                    "createIndexes", staging, indexes=indexes, commitQuorum="majority"
                )
            )

    def _definition(self, name):
        """The validator and the indexes of the book, and those that somebody added; else all."""
        info = self._info(name)
        there = []
        if info.get("type") == "collection":
            there = [
                {key: value for key, value in index.items() if key not in ("v", "ns")}
                for index in self.db[name].list_indexes()
                if index["name"] != "_id_"
            ]
        if name not in self._definitions:
            return info.get("options", {}).get("validator", {}), there
        definition = self._definitions[name]
        indexes = [
            {**index, "key": SON(index["key"]), "name": index_name(index["key"])}
            for index in definition["indexes"]
        ]
        keys = [list(index["key"].items()) for index in indexes]
        added = [index for index in there if list(index["key"].items()) not in keys]
        return definition["validator"], indexes + ([] if self._replace else added)

    def _info(self, name):
        return next(iter(self.db.list_collections(filter={"name": name})), {})

    def _version(self, name):
        """Tells one published version of a collection from another; None if there is none."""
        return self._info(name).get("info", {}).get("uuid")

    def _connector(self, collection):
        return {
            "connection.uri": self._uri,
            "database": self.db.name,
            "collection": collection,
        }


def _staging_of(name):
    """What says of a name whether it is that of a next version of a collection."""
    return re.compile(rf"{re.escape(name)}__staging_[0-9a-f]{{8}}").fullmatch


def _interrupted(name, sign):
    return PublishInterrupted(
        f"Cannot publish {name}: {sign}, another run publishes it at the same time. "
        "Run again when that one is done"
    )


def index_name(key):
    return "_".join(f"{field}_{direction}" for field, direction in key.items())
