/** How collections are published: made beside the old ones, counted, and put in their place together. */
import type { Db } from "mongodb";
import { onStop } from "../base/stopping.ts";
import type { Book, NameIn } from "./book.ts";
import { Edition, type EditionOptions, type Versions } from "./publishing/edition.ts";

/** How to publish. */
export interface PublishOptions<B extends Book> extends EditionOptions<B> {
  /** Told the number of documents written so far, all collections together. */
  readonly onProgress?: ((written: number) => void) | undefined;
}

/**
 * Replaces collections of a book whole, and together: all are complete before the first is replaced, and
 * if the run ends on the way they are all new as soon as anybody looks, or all old.
 *
 * @returns the number of documents of all collections
 * @throws {ForeignCollectionError} if one of them was not published by the kit
 * @throws {PublishInterruptedError} if another run publishes one of them at the same time, or has
 * published one that must not have changed
 */
export async function publish<B extends Book>(
  db: Db,
  book: B,
  versions: Versions<NoInfer<B>>,
  { onProgress, ...options }: PublishOptions<NoInfer<B>> = {},
): Promise<number> {
  return await publishTogether(
    db,
    book,
    Object.keys(versions) as NameIn<B>[],
    (edition) => edition.put(versions, onProgress),
    options,
  );
}

/**
 * Makes the next edition of a database and publishes it: its collections, made one after the other or at
 * once, from each other or from what is there, take the place of the old ones together. If the run fails,
 * is stopped or is killed before that, the old ones stay. From then on it takes effect, whoever
 * completes it: the run itself, or the next task that uses the database.
 *
 * @param names of the collections that the edition will have
 * @param make makes them; it may publish the edition itself, to go on afterwards
 * @returns what `make` returns
 * @throws {ForeignCollectionError} before `make` is called, if one of them was not published by the kit
 * @throws {PublishInterruptedError} if another run has published meanwhile what they were made from
 */
export async function publishTogether<B extends Book, T>(
  db: Db,
  book: B,
  names: readonly NameIn<B>[],
  make: (edition: Edition<B>) => Promise<T>,
  options: EditionOptions<NoInfer<B>> = {},
): Promise<T> {
  const edition = await Edition.open(db, book, names, options);
  using _cleaning = onStop(() => edition.discard());
  try {
    const result = await make(edition);
    await edition.publish();
    return result;
  } catch (error) {
    await edition.discard().catch(() => {}); // the next run does it
    throw error;
  }
}
