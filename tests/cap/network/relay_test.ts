import { pause } from "../../../lib/base/pause.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { BSON } from "mongodb";
import { RelayError, type Relays, startRelays } from "../../../lib/cap/network/relay.ts";
import { freePorts } from "../../../lib/servers/ports.ts";
import { PortTakenError } from "../../../lib/servers/port_taken_error.ts";
import { somePort } from "../../e2e/support/replica_set.ts";

/** The greeting of the member that listens on the port. */
const greetingOf = (port: number) => BSON.serialize({ hello: 1, hostInfo: `localhost:${port}` });
const clientGreeting = BSON.serialize({ hello: 1, client: { driver: { name: "nodejs" } } });

/** A connection to a member that says back whatever it hears. */
class Echo implements Disposable {
  private constructor(readonly conn: Deno.TcpConn) {}

  /** @param greeting the first thing that is said */
  static async open(port: number, greeting: Uint8Array): Promise<Echo> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    conn.setNoDelay(true);
    const echo = new Echo(conn);
    await echo.say(greeting);
    await echo.hear(greeting.length);
    return echo;
  }

  async say(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.conn.write(bytes.subarray(at));
  }

  async hear(size_bytes: number): Promise<Uint8Array> {
    const heard = new Uint8Array(size_bytes);
    for (let at = 0; at < size_bytes;) {
      const read_bytes = await this.conn.read(heard.subarray(at));
      if (read_bytes === null) throw new Error(`The end came after ${at} of ${size_bytes} bytes`);
      at += read_bytes;
    }
    return heard;
  }

  /** The median time from saying a byte to hearing it, in ms. */
  async roundTrip_ms(times = 11): Promise<number> {
    const took_ms: number[] = [];
    for (let n = 0; n < times; n++) {
      const began_ms = performance.now();
      await this.say(new Uint8Array([n]));
      assertEquals(await this.hear(1), new Uint8Array([n]));
      took_ms.push(performance.now() - began_ms);
    }
    return took_ms.sort((a, b) => a - b)[Math.floor(times / 2)] ?? NaN;
  }

  [Symbol.dispose](): void {
    this.conn.close();
  }
}

/** Runs `test` with three members that say back what they hear, behind relays. */
async function withRelays(
  test: (relays: Relays, targets: readonly number[]) => Promise<void>,
): Promise<void> {
  const targets = freePorts(3, somePort());
  const listeners = targets.map((port) => Deno.listen({ hostname: "127.0.0.1", port }));
  const serving = listeners.map(async (listener) => {
    const echoes: Promise<void>[] = [];
    for await (const conn of listener) {
      conn.setNoDelay(true);
      echoes.push(conn.readable.pipeTo(conn.writable).catch(() => {}));
    }
    await Promise.all(echoes);
  });
  try {
    await using relays = await startRelays(targets, freePorts(3, (targets.at(-1) ?? 0) + 1));
    await test(relays, targets);
  } finally {
    for (const listener of listeners) listener.close();
    await Promise.all(serving);
  }
}

Deno.test("a relay adds its delay between members, by pair, and to clients none", async () => {
  await withRelays(async (relays, [first = 0, second = 0, third = 0]) => {
    const [, toSecond = 0, toThird = 0] = relays.ports;
    await relays.setDelay(0, 1, 30);
    await relays.setDelay(2, 0, 5);
    using far = await Echo.open(toSecond, greetingOf(first));
    using near = await Echo.open(toThird, greetingOf(first));
    using back = await Echo.open(relays.ports[0] ?? 0, greetingOf(second));
    using none = await Echo.open(toSecond, greetingOf(third));
    using self = await Echo.open(toSecond, greetingOf(second));
    using client = await Echo.open(toSecond, clientGreeting);
    const within = async (echo: Echo, from_ms: number, to_ms: number) => {
      const took_ms = await echo.roundTrip_ms();
      assert(took_ms >= from_ms && took_ms < to_ms, `${took_ms} is not in ${from_ms}..${to_ms} ms`);
    };
    await within(far, 30, 45);
    await within(back, 30, 45);
    await within(near, 5, 15);
    for (const echo of [none, self, client]) await within(echo, 0, 5);
    await relays.setDelay(0, 1, 12);
    await within(far, 12, 25);
  });
});

Deno.test("a delay of 1 ms is 1 ms and not a timer's 3 or more", async () => {
  await withRelays(async (relays, [first = 0]) => {
    await relays.setDelay(0, 1, 1);
    using echo = await Echo.open(relays.ports[1] ?? 0, greetingOf(first));
    const took_ms = await echo.roundTrip_ms(101);
    assert(took_ms >= 1 && took_ms < 2.5, `${took_ms} ms`);
  });
});

Deno.test("many bytes come through a relay as they are, also with a delay", async () => {
  await withRelays(async (relays, [first = 0]) => {
    const bytes = Uint8Array.from({ length: 8 * 2 ** 20 }, (_, n) => (n * 2654435761) >>> 13);
    for (const rtt_ms of [0, 10]) {
      await relays.setDelay(0, 1, rtt_ms);
      using echo = await Echo.open(relays.ports[1] ?? 0, greetingOf(first));
      const heard = echo.hear(bytes.length);
      await echo.say(bytes);
      assert((await heard).every((byte, n) => byte === bytes[n]), `at ${rtt_ms} ms`);
    }
  });
});

Deno.test("what is said to a member that is held arrives when it is released", async () => {
  await withRelays(async (relays, [first = 0, second = 0]) => {
    const [, toSecond = 0, toThird = 0] = relays.ports;
    using old = await Echo.open(toSecond, greetingOf(first));
    using other = await Echo.open(toThird, greetingOf(first));
    using outward = await Echo.open(toThird, greetingOf(second));
    using client = await Echo.open(toSecond, clientGreeting);
    await relays.hold(1);
    const fresh = Echo.open(toSecond, greetingOf(first)); // waits for the echo of its greeting
    await old.say(new Uint8Array([1, 2]));
    await old.say(new Uint8Array([3]));
    let arrived = false;
    const heard = Promise.all([old.hear(3), fresh]).finally(() => arrived = true);
    for (const echo of [client, other, outward]) await echo.roundTrip_ms(3);
    await pause(50);
    assertEquals(arrived, false);
    await relays.release(1);
    const [bytes, opened] = await heard;
    assertEquals(bytes, new Uint8Array([1, 2, 3]));
    using late = opened;
    await late.roundTrip_ms(3);
  });
});

Deno.test("the end of a connection comes through after all that was said", async () => {
  await withRelays(async (relays, [first = 0]) => {
    await relays.setDelay(0, 1, 10);
    using echo = await Echo.open(relays.ports[1] ?? 0, greetingOf(first));
    await echo.say(new Uint8Array([7]));
    await echo.conn.closeWrite();
    assertEquals(await echo.hear(1), new Uint8Array([7]));
    assertEquals(await echo.conn.read(new Uint8Array(1)), null);
  });
});

Deno.test("a relay to a member that is down closes the connection", async () => {
  const ports = freePorts(2, somePort());
  await using relays = await startRelays(ports.slice(0, 1), ports.slice(1));
  using conn = await Deno.connect({ hostname: "127.0.0.1", port: relays.ports[0] ?? 0 });
  assertEquals(await conn.read(new Uint8Array(1)), null);
});

Deno.test("relays that cannot do what they are told say what and why", async () => {
  const [port = 0, target = 0] = freePorts(2, somePort());
  {
    using _taken = Deno.listen({ hostname: "127.0.0.1", port });
    const error = await assertRejects(() => startRelays([target], [port]), PortTakenError);
    assert(/^Cannot start relays on ports \d+: another/.test(error.message), error.message);
  }
  const relays = await startRelays([target], [port]); // the port is free again
  await assertRejects(
    () => relays.setDelay(0, 1, 5),
    RelayError,
    "no way from member 0 to member 1",
  );
  await relays[Symbol.asyncDispose]();
  await assertRejects(() => relays.hold(0), RelayError, "they have ended");
  await (await startRelays([target], [port]))[Symbol.asyncDispose]();
});
