/** The relays in front of the members of a set, seen from the thread that starts them. */
import { DzError } from "../../base/errors.ts";
import { PortTakenError } from "../../servers/port_taken_error.ts";
import { saysPortIsTaken } from "../../servers/telling_line.ts";
import type { RelayAnswer, RelayCommand } from "./relay_messages.ts";

/** A relay cannot do its work. */
export class RelayError extends DzError {}

/**
 * Stand in front of the members of a replica set, one for each, and add distance between them. A
 * connection that no member opened, such as a client's, passes at once.
 */
export interface Relays extends AsyncDisposable {
  /** Where they listen on 127.0.0.1, by member. */
  readonly ports: readonly number[];
  /**
   * Puts two members at a distance. What is on its way already still takes the former time.
   *
   * @param rtt_ms the round-trip time, of which each direction has half
   * @throws {RelayError} if there is no such member
   */
  setDelay(a: number, b: number, rtt_ms: number): Promise<void>;
  /**
   * Lets nothing pass any more over the connections that other members have opened, or open, to this one:
   * neither what they ask nor what it says. They do not break; what is said meanwhile waits.
   *
   * @throws {RelayError} if there is no such member
   */
  hold(member: number): Promise<void>;
  /** Lets everything pass again, and first what has waited. */
  release(member: number): Promise<void>;
}

/**
 * Starts a relay on each of `ports` to the member on the port of `targets` in the same place. They run
 * in one thread of their own, so that neither their active waiting disturbs what is measured in this
 * one nor the other way round. They know a member by what `peerPort` finds in its greeting: it has to
 * run with `--setParameter enableTestCommands=1`.
 *
 * @throws {PortTakenError} if another program has one of the ports
 */
export async function startRelays(
  targets: readonly number[],
  ports: readonly number[],
): Promise<Relays> {
  const thread = new RelayThread();
  try {
    await thread.tell(`listen for members on ports ${ports.join(", ")}`, {
      name: "listen",
      targets,
      ports,
    });
  } catch (error) {
    thread.end();
    throw saysPortIsTaken((error as Error).message)
      ? new PortTakenError(`relays on ports ${ports.join(", ")}`)
      : error;
  }
  const setHeld = (member: number, held: boolean) =>
    thread.tell(`${held ? "hold" : "release"} member ${member}`, { name: "setHeld", member, held });
  return {
    ports,
    setDelay: (a, b, rtt_ms) =>
      thread.tell(`put members ${a} and ${b} at ${rtt_ms} ms`, { name: "setDelay", a, b, rtt_ms }),
    hold: (member) => setHeld(member, true),
    release: (member) => setHeld(member, false),
    [Symbol.asyncDispose]: () => {
      thread.end();
      return Promise.resolve();
    },
  };
}

/** Our end of the thread. */
class RelayThread {
  readonly #worker: Worker;
  /** One for each command without an answer, the first first. */
  readonly #waiting: ((answer: RelayAnswer) => void)[] = [];
  #death: string | undefined;

  constructor() {
    const url = new URL("./relay_worker.ts", import.meta.url);
    this.#worker = new Worker(url.href, { type: "module", name: "relays" });
    this.#worker.onmessage = ({ data }: MessageEvent<RelayAnswer>) => this.#waiting.shift()?.(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#die(`their thread died: ${event.message}`);
    };
  }

  /** @param attempt for the message if it fails, such as `hold member 1` */
  async tell(attempt: string, command: RelayCommand): Promise<void> {
    const { error } = await new Promise<RelayAnswer>((resolve) => {
      if (this.#death !== undefined) return resolve({ error: this.#death });
      this.#waiting.push(resolve);
      this.#worker.postMessage(command);
    });
    if (error !== undefined) throw new RelayError(`The relays cannot ${attempt}: ${error}`);
  }

  end(): void {
    this.#worker.terminate();
    this.#die("they have ended");
  }

  #die(reason: string): void {
    this.#death ??= reason;
    for (const resolve of this.#waiting.splice(0)) resolve({ error: this.#death });
  }
}
