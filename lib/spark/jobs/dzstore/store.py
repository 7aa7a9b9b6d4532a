"""The store's collections: read and written through the connector, published whole."""

import time
import uuid
from contextlib import suppress

from bson import SON
from pymongo import MongoClient, WriteConcern
from pymongo.errors import AutoReconnect, OperationFailure, PyMongoError

from dzstore.errors import JobError, PublishInterrupted

CONNECTOR = "mongodb"
MAJORITY = WriteConcern("majority")
NAMESPACE_NOT_FOUND = 26


class Store:
    """A database of MongoDB, seen from Spark."""

    def __init__(self, spark, uri, database, definitions):
        """
        definitions: by collection {"validator": …, "indexes": [{"key": {…}, "unique": …}, …]}; what
        is not in it keeps the validator and the indexes that it has.
        """
        self.spark = spark
        self._uri = uri
        self._client = MongoClient(uri, appname="dzstore spark", serverSelectionTimeoutMS=4500)
        self.db = self._client.get_database(database, write_concern=MAJORITY)
        self._definitions = definitions
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
        Replaces collections whole: a reader of one sees its old documents or its new ones, never a
        mixture, and never less. Each is written beside the old one, with its validator and its
        indexes; when all are complete each is renamed over the old one. If the job fails or is
        killed on the way the old ones stay, and the next run drops what was left behind.

        versions: by collection, a function that fills a staging collection, given its name, and
        returns how many documents it then has to have. Returns the sum of these.
        """
        staged = {}
        try:
            written = 0
            for name, fill in versions.items():
                staged[name] = f"{_staging_prefix(name)}{uuid.uuid4().hex[:8]}"
                self._stage(name, staged[name])
                version = self._version(staged[name])
                expected = fill(staged[name])
                arrived = self.db[staged[name]].count_documents({})
                # A collection that is dropped under the connector comes back without its rules.
                if arrived != expected or self._version(staged[name]) != version:
                    raise _interrupted(name, f"{arrived} of {expected} documents are there")
                written += arrived
            for name, version in self._read.items():
                if self._version(name) != version:
                    raise PublishInterrupted(
                        f"Cannot publish {', '.join(versions)}: another run has published {name} "
                        "meanwhile. Run again"
                    )
            for name, staging in staged.items():
                self._rename(staging, name)
            return written
        finally:
            with suppress(PyMongoError):  # the next run drops what is left
                for staging in staged.values():
                    self.db.drop_collection(staging)

    def _stage(self, name, staging):
        """Makes an empty collection beside the one of that name, with its validator and indexes."""
        validator, indexes = self._definition(name)

        def create():
            for left_behind in self.db.list_collection_names(
                filter={"name": {"$regex": f"^{_staging_prefix(name)}"}}
            ):  # by earlier runs, or by an earlier try
                self.db.drop_collection(left_behind)
            self.db.create_collection(staging, validator=validator)

        after_election(create)
        if indexes:
            after_election(
                lambda: self.db.command(
                    "createIndexes", staging, indexes=indexes, commitQuorum="majority"
                )
            )

    def _definition(self, name):
        if name in self._definitions:
            definition = self._definitions[name]
            return definition["validator"], [
                {**index, "key": SON(index["key"]), "name": index_name(index["key"])}
                for index in definition["indexes"]
            ]
        validator = self._info(name).get("options", {}).get("validator", {})
        indexes = [
            {key: value for key, value in index.items() if key != "v"}
            for index in self.db[name].list_indexes()
            if index["name"] != "_id_"
        ]
        return validator, indexes

    def _rename(self, staging, name):
        version = self._version(staging)

        def rename():
            # The first try may have succeeded and only its answer be lost; a rename keeps the UUID.
            if version is None or self._version(name) != version:
                self.db[staging].rename(name, dropTarget=True)

        try:
            after_election(rename)
        except OperationFailure as error:
            if error.code == NAMESPACE_NOT_FOUND:
                raise _interrupted(name, "its documents are gone") from error
            raise

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


def _staging_prefix(name):
    return f"{name}__staging_"


def _interrupted(name, sign):
    return PublishInterrupted(
        f"Cannot publish {name}: {sign}, another run publishes it at the same time. "
        "Run again when that one is done"
    )


def index_name(key):
    return "_".join(f"{field}_{direction}" for field, direction in key.items())


def after_election(command, attempts=5):
    """Tries again what the driver does not retry by itself, when the primary changed meanwhile."""
    for attempt in range(attempts):
        try:
            return command()
        except AutoReconnect:
            if attempt == attempts - 1:
                raise
            time.sleep(0.5)
