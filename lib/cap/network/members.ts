/** What the members of a set are, each asked directly. */
import { type Document, MongoClient } from "mongodb";
import { memberHost } from "../../mongo/server/member.ts";
import type { TemporaryReplicaSet } from "../../mongo/server/temporary.ts";

/**
 * Asks the members of a set what they are: each directly, since a client of the whole set tells of an
 * election only when it notices. One that does not answer within half a second is down.
 */
export class Members implements AsyncDisposable {
  readonly #clients: readonly MongoClient[];

  constructor({ memberPorts }: TemporaryReplicaSet) {
    // No login: `hello` needs none, and a member that starts may not know the users yet.
    this.#clients = memberPorts.map((port) =>
      new MongoClient(`mongodb://${memberHost(port)}/`, {
        directConnection: true,
        serverSelectionTimeoutMS: 500,
        connectTimeoutMS: 500,
        socketTimeoutMS: 2000,
      })
    );
  }

  /** The one that says that it is the primary and takes writes, if there is one. */
  async primary(among: readonly number[] = [...this.#clients.keys()]): Promise<number | undefined> {
    const answers = await Promise.all(among.map((member) => this.#hello(member)));
    return among[answers.findIndex((hello) => hello?.isWritablePrimary === true)];
  }

  /** Whether it says that it is not the primary; one that does not answer says nothing. */
  async isFollower(member: number): Promise<boolean> {
    return (await this.#hello(member))?.isWritablePrimary === false;
  }

  /** Whether one is the primary and all others are secondaries. */
  async areComplete(): Promise<boolean> {
    const answers = await Promise.all(this.#clients.map((_, member) => this.#hello(member)));
    const primaries = answers.filter((hello) => hello?.isWritablePrimary === true).length;
    const secondaries = answers.filter((hello) => hello?.secondary === true).length;
    return primaries === 1 && secondaries === answers.length - 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  async #hello(member: number): Promise<Document | undefined> {
    return await this.#clients[member]?.db("admin").command({ hello: 1 }).catch(() => undefined);
  }
}
