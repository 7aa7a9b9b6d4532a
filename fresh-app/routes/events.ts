/** The live protocol: what an open page is told, as it changes. */
import { HttpError } from "fresh";
import type { LiveState } from "../data/live_state.ts";
import { define } from "../state.ts";

/** More are refused, so that they cannot use up the memory. */
const mostStreams = 1000;

/** A page that has not read so many messages is taken for gone. */
const mostUnread = 100;

/**
 * The state is told now and then even if it is the same: a page that hears nothing knows that it
 * is cut off.
 */
const heartbeat_ms = 15_000;

/** How long a browser waits before it connects again. */
const retry_ms = 1000;

const encoder = new TextEncoder();
let streams = 0;

/**
 * `/events`: the state, now and whenever it changes, as server-sent events (HTML standard, 9.2).
 */
export const events = define.middleware((ctx) => {
  const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-store" };
  // A body would never be ended.
  if (ctx.req.method === "HEAD") return new Response(null, { headers });
  if (streams >= mostStreams) throw new HttpError(429, "Too many pages are open.");
  const { data } = ctx.state;
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      streams++;
      const send = (bytes: Uint8Array) => {
        if ((controller.desiredSize ?? 0) > -mostUnread) return controller.enqueue(bytes);
        end();
        controller.error(new Error("nobody reads"));
      };
      const tell = () => send(messageOf(data.state));
      const unsubscribe = data.subscribe(tell);
      const timer = setInterval(tell, heartbeat_ms);
      end = () => {
        streams--;
        unsubscribe();
        clearInterval(timer);
        end = () => {};
      };
      controller.enqueue(encoder.encode(`retry: ${retry_ms}\n`));
      tell();
    },
    cancel: () => end(),
  });
  return new Response(body, { headers });
});

const messageOf = (state: LiveState) => encoder.encode(`data: ${JSON.stringify(state)}\n\n`);
