/** Reading collections that are published together, for readers who may not complete what a run has begun. */
import { type Db, MongoServerError } from "mongodb";
import { collectionsNamed } from "./publishing/collections_named.ts";
import { errorCode } from "./error_codes.ts";
import { readRegister } from "./publishing/register.ts";

/** So often reading begins anew because a run has taken effect meanwhile. */
const attempts = 5;

/** Which edition of a database there is. */
interface Moment {
  /** How many runs have taken effect; `undefined` while nobody publishes. */
  readonly revision: number | undefined;
  /** Collections of the run that takes effect which are not in place yet: where they are. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/**
 * Reads one edition of a database. From the moment that a run takes effect its collections are read where
 * they are, in place or not yet; if that changes on the way it is read again.
 *
 * @param read is told where a collection is to be read
 */
export async function readTogether<T>(
  db: Db,
  read: (placeOf: (name: string) => string) => Promise<T>,
): Promise<T> {
  let before = await momentOf(db);
  for (let attempt = 1;; attempt++) {
    const { elsewhere } = before;
    const result = await read((name) => elsewhere.get(name) ?? name);
    const after = await momentOf(db);
    if (isSame(before, after) || attempt >= attempts) return result;
    before = after;
  }
}

async function momentOf(db: Db): Promise<Moment> {
  const register = await readRegister(db).catch((error) => {
    const mayNot = error instanceof MongoServerError && error.code === errorCode.unauthorized;
    if (mayNot) return undefined; // a user who may read some collections only
    throw error;
  });
  const replaces = register?.intent?.replaces ?? [];
  if (replaces.length === 0) return { revision: register?.revision, elsewhere: new Map() };
  const found = await collectionsNamed(db, replaces.map(({ staging }) => staging));
  const waiting = replaces.filter(({ staging, version }) =>
    found.get(staging)?.version === version
  );
  return {
    revision: register?.revision,
    elsewhere: new Map(waiting.map(({ name, staging }) => [name, staging])),
  };
}

function isSame(one: Moment, other: Moment): boolean {
  return one.revision === other.revision && one.elsewhere.size === other.elsewhere.size &&
    [...one.elsewhere].every(([name, place]) => other.elsewhere.get(name) === place);
}
