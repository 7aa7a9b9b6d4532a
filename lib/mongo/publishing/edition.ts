/** The next edition of a database: collections that are made beside the old ones and replace them together. */
import { hostname } from "node:os";
import type { Collection, Db, Document } from "mongodb";
import { isComplete } from "../../base/files/temporary_files.ts";
import type { Book, DocumentsIn, Index, NameIn } from "../book.ts";
import { collectionsNamed } from "./collections_named.ts";
import { PublishInterruptedError } from "../errors.ts";
import { insertAll, type Source } from "./insert_all.ts";
import type { Readable } from "../readable.ts";
import { addedIndexes, addIndexes } from "./added_indexes.ts";
import { afterElection } from "./after_election.ts";
import { isPublished, validatorOf } from "./mark.ts";
import {
  decide,
  enlist,
  enter,
  type Intent,
  readRegister,
  type Replacement,
  takeOut,
} from "./register.ts";
import { requireOurs } from "./require_ours.ts";
import { thisOwner } from "./run_owner.ts";
import { settle, takeEffect } from "./settle.ts";
import { stagingName } from "./staging_names.ts";
import { sweep } from "./sweep.ts";
import { versionOf } from "./version_of.ts";

/** Writes the next version of a collection into `staging` and says how many documents it wrote. */
export type Fill = (staging: Collection) => Promise<number>;

/**
 * The next version of each collection of a book: its documents, at hand or made one after the other.
 */
export type Versions<B extends Book> = {
  readonly [Name in keyof B]?: Source<DocumentsIn<B>[Name]>;
};

/** How an edition is made. */
export interface EditionOptions<B extends Book> {
  /** Whether collections that the kit did not publish are replaced, too, and added indexes given up. */
  readonly replace?: boolean | undefined;
  /** Collections that the documents were made from, with the {@link versionOf} them then. */
  readonly unlessChanged?: { readonly [Name in keyof B]?: string | undefined };
}

/** How many documents are few. */
const small = 10_000;

/** So often a run is entered again whose register was removed under it. */
const mostEntries = 5;

/** An edition in the making; see {@link publishTogether}. */
export class Edition<B extends Book> {
  readonly #db: Db;
  readonly #book: B;
  readonly #options: EditionOptions<B>;
  readonly #run = crypto.randomUUID().slice(0, 8);
  readonly #began = new Date();
  readonly #staged = new Map<string, Replacement>();
  readonly #readVersions: Map<string, string | undefined>;
  readonly #working = new Set<Promise<unknown>>();
  readonly #made: string[] = [];
  #files: Intent["files"];
  #isEntered = false;
  #isOver = false;

  /** @param options see {@link Edition.open}, which is to be used instead */
  private constructor(db: Db, book: B, options: EditionOptions<B>) {
    this.#db = db;
    this.#book = book;
    this.#options = options;
    this.#readVersions = new Map(Object.entries(options.unlessChanged ?? {}));
  }

  /**
   * Begins an edition. What can be known to be in its way is found out now.
   *
   * @param names of the collections that it will have
   * @throws {ForeignCollectionError} if one of them is somebody else's, and is not to be replaced
   */
  static async open<B extends Book>(
    db: Db,
    book: B,
    names: readonly NameIn<B>[],
    options: EditionOptions<NoInfer<B>> = {},
  ): Promise<Edition<B>> {
    for (const name of names) {
      if (!book[name]) throw new TypeError(`Cannot publish ${name}: the book does not have it`);
    }
    await settle(db);
    if (!options.replace) await requireOurs(db, book, names);
    return new Edition(db, book, options);
  }

  /**
   * What an edition is made from: of its own collections those that it has, else those that are there.
   * That these are not replaced meanwhile is seen to when it is published.
   */
  async reading(...names: readonly NameIn<B>[]): Promise<Readable> {
    for (const name of names) {
      if (this.#staged.has(name) || this.#readVersions.has(name)) continue;
      this.#readVersions.set(name, await versionOf(this.#db, name));
    }
    return {
      databaseName: this.#db.databaseName,
      collection: (name) => this.#db.collection(this.#staged.get(name)?.staging ?? name),
    };
  }

  /**
   * Makes the next versions of collections.
   *
   * @param onProgress told the number of documents written so far, all collections together
   * @returns the number of documents of all
   */
  async put(
    versions: Versions<NoInfer<B>>,
    onProgress: (written: number) => void = () => {},
  ): Promise<number> {
    const written = new Map<string, number>();
    const sum = () => [...written.values()].reduce((a, b) => a + b, 0);
    const entries = Object.entries(versions as Record<string, Source<Document>>);
    const stages = await Promise.allSettled(entries.map(([name, documents]) => {
      const isSmall = Array.isArray(documents) && documents.length <= small;
      const progress = (inserted: number) => {
        this.#mustGoOn(name);
        written.set(name, inserted);
        onProgress(sum());
      };
      const fill = (staging: Collection) => insertAll(staging, documents, progress);
      return this.stage(name as NameIn<B>, fill, { isSmall });
    }));
    for (const one of stages) if (one.status === "rejected") throw one.reason;
    return sum();
  }

  /**
   * Makes the next version of a collection, with the validator and the indexes of the book and those that
   * somebody added, all with majority write concern. An election on the way is waited for.
   *
   * Many documents are indexed when all are there, which is faster for them. A few are indexed as they
   * come: the members agree on an index of an empty collection without a vote.
   *
   * @param isSmall whether the documents are few
   * @returns the number of documents
   * @throws {PublishInterruptedError} if documents are missing at the end
   */
  stage(
    name: NameIn<B>,
    fill: Fill,
    { isSmall = false }: { readonly isSmall?: boolean } = {},
  ): Promise<number> {
    const work = this.#stage(name, fill, isSmall);
    this.#working.add(work);
    return work.finally(() => this.#working.delete(work));
  }

  async #stage(name: NameIn<B>, fill: Fill, isSmall: boolean): Promise<number> {
    const db = this.#db, definition = this.#book[name];
    if (!definition) throw new TypeError(`Cannot publish ${name}: the book does not have it`);
    const old = (await collectionsNamed(db, [name])).get(name);
    const added = old && isPublished(old, definition)
      ? await addedIndexes(db, name, definition)
      : [];
    const before = this.#staged.get(name)?.staging;
    const staging = stagingName(name);
    if (!before) await sweep(db, name, this.#began);
    this.#made.push(staging);
    await this.#enter(name);
    const collection = await afterElection(() =>
      db.createCollection(staging, {
        validator: validatorOf(definition),
        writeConcern: { w: "majority" },
      }).catch(async (error) => { // the first try may have succeeded and only its answer be lost
        if (await versionOf(db, staging)) return db.collection(staging);
        throw error;
      })
    );
    const version = await versionOf(db, staging);
    const gone = (sign: string, cause?: unknown) => interrupted(name, sign, cause);
    try {
      if (isSmall) await this.#index(collection, definition.indexes);
      this.#mustGoOn(name);
      const written = await fill(collection);
      this.#mustGoOn(name);
      if (!isSmall) await this.#index(collection, definition.indexes);
      await addIndexes(db, { name, staging }, added).catch((error) => {
        if (!this.#options.replace) throw error;
      });
      const arrived = await collection.countDocuments();
      if (
        arrived !== written || version === undefined || await versionOf(db, staging) !== version
      ) {
        throw gone(`${arrived} of ${written} documents are there`);
      }
      this.#staged.set(name, { name, staging, version });
      if (before) await db.dropCollection(before);
      return written;
    } catch (error) {
      // Whatever the server says of a collection that was dropped under us, this is why.
      const isGone = await versionOf(db, staging).then((now) => now !== version, () => false);
      throw isGone ? gone("its documents are gone", error) : error;
    }
  }

  #mustGoOn(name: string): void {
    if (this.#isOver) throw new PublishInterruptedError(`Cannot publish ${name}: stopped`);
  }

  async #index(staging: Collection, indexes: readonly Index[]): Promise<void> {
    for (const { key, ...options } of indexes) {
      // By default an index build waits for every member, so that one that is down holds it up.
      await afterElection(() =>
        staging.createIndex({ ...key }, { ...options, commitQuorum: "majority" })
      );
    }
  }

  /** Files in a folder of their own take their place with the collections, in the folder `to`. */
  withFiles(from: string, to: string): void {
    this.#files = { host: hostname(), from, to };
  }

  /** Has the names of what is made in the register before it is made. */
  async #enter(name: string): Promise<void> {
    const db = this.#db;
    if (this.#isEntered) {
      if (await enlist(db, this.#run, this.#made)) return;
      if (await readRegister(db)) throw interrupted(name, "its documents are gone");
    }
    await enter(db, this.#run, this.#made, await thisOwner());
    this.#isEntered = true;
  }

  /**
   * Puts all collections of the edition in the place of the old ones.
   *
   * @throws {PublishInterruptedError} if another run has published meanwhile what it was made from
   */
  async publish(): Promise<void> {
    if (this.#isOver) return;
    const replaces = [...this.#staged.values()];
    const intent = { run: this.#run, replaces, ...(this.#files && { files: this.#files }) };
    if (replaces.length > 0) {
      if (this.#files) isComplete(this.#files.from); // from now on it is not ours alone to throw away
      const isDone = await this.#decide(intent);
      const outcome = isDone ? "whole" : await takeEffect(this.#db, intent);
      if (outcome !== "whole") throw interrupted(namesOf(replaces), "its documents are gone");
    }
    this.#isOver = true;
  }

  /** Writes the intent down; says whether another has completed it already. */
  async #decide(intent: Intent): Promise<boolean> {
    for (let entries = 1;; entries++) {
      const register = await settle(this.#db);
      if (!register?.runs[this.#run]) {
        if (await this.#isInPlace(intent.replaces)) return true; // only our answer was lost
        if (register || entries > mostEntries) {
          throw interrupted(namesOf(intent.replaces), "its documents are gone");
        }
        await this.#enter(namesOf(intent.replaces)); // the register was removed under us
        continue;
      }
      await this.#check(intent.replaces);
      if (await decide(this.#db, register, intent)) return false;
    }
  }

  async #isInPlace(replaces: readonly Replacement[]): Promise<boolean> {
    const found = await collectionsNamed(this.#db, replaces.map(({ name }) => name));
    return replaces.every(({ name, version }) => found.get(name)?.version === version);
  }

  /** Whether all is still as it was when the edition was made. */
  async #check(replaces: readonly Replacement[]): Promise<void> {
    const db = this.#db;
    const names = [...replaces.flatMap(({ name, staging }) => [name, staging])];
    const found = await collectionsNamed(db, [...names, ...this.#readVersions.keys()]);
    for (const [name, version] of this.#readVersions) {
      if (found.get(name)?.version === version) continue;
      throw new PublishInterruptedError(
        `Cannot publish ${
          namesOf(replaces)
        }: another run has published ${name} meanwhile. Run again`,
      );
    }
    const gone = replaces.filter(({ staging, version }) => found.get(staging)?.version !== version);
    if (gone.length > 0) throw interrupted(namesOf(gone), "its documents are gone");
    if (!this.#options.replace) await requireOurs(db, this.#book, replaces.map(({ name }) => name));
    for (const { name } of replaces) {
      const old = found.get(name);
      if (old && old.kind !== "collection") await db.dropCollection(name); // nothing replaces these
    }
  }

  /** Throws the edition away, unless it takes effect already. */
  async discard(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#made.length === 0) return;
    if (!await takeOut(this.#db, this.#run)) return void await settle(this.#db);
    const drop = () =>
      Promise.allSettled(this.#made.map((staging) => this.#db.dropCollection(staging)));
    await drop();
    if (this.#working.size === 0) return;
    await Promise.allSettled(this.#working); // what is inserted into a dropped collection makes it again
    await drop();
  }
}

const namesOf = (replaces: readonly Replacement[]) => replaces.map(({ name }) => name).join(", ");

function interrupted(name: string, sign: string, cause?: unknown): PublishInterruptedError {
  return new PublishInterruptedError(
    `Cannot publish ${name}: ${sign}, another run publishes it at the same time. ` +
      `Run again when that one is done`,
    { cause },
  );
}
