/** Keeps the page up to date by the server's events. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import type { LiveState } from "../data/live_state.ts";
import { drawn } from "./on_draw.ts";

/**
 * After so long without the stream of events the page says so: a short break nobody needs to know.
 */
const patience_ms = 1500;

/** How long to wait before a page is asked for again that could not be had. */
const retry_ms = 1500;

/** The server says something every 15 s: a page that hears nothing for so long is cut off. */
const silence_ms = 35_000;

/** After so long a page that was asked for does not come any more. */
const answer_ms = 10_000;

/** What the server said last. */
let latest: LiveState | undefined;
let broken: ReturnType<typeof setTimeout> | undefined;
let isDrawing = false;

/**
 * Draws the page again whenever what it shows has changed, or the database has gone down or come
 * back; says so while the stream of events is broken.
 */
export function follow(): void {
  const events = new EventSource("/events");
  let silent: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    clearTimeout(silent);
    events.close();
    setTimeout(follow, retry_ms);
  };
  const warn = () => showStatus("broken", "Connection lost, trying again");
  events.onmessage = ({ data }: MessageEvent<string>) => {
    clearTimeout(broken);
    clearTimeout(silent);
    broken = undefined;
    silent = setTimeout(() => {
      warn();
      again();
    }, silence_ms);
    showStatus("up");
    latest = JSON.parse(data) as LiveState;
    void redraw();
  };
  events.onerror = () => {
    broken ??= setTimeout(warn, patience_ms);
    // After an answer that is no stream, such as an error, the browser gives up by itself.
    if (events.readyState === EventSource.CLOSED) again();
  };
}

/** Whether the page shows something else than what there is now. */
function isOutdated(): boolean {
  if (!latest) return false;
  const { topic, version, database, databaseKey = "" } = document.body.dataset;
  if (database !== latest[databaseKey]) return true;
  return topic !== undefined && latest[topic] !== version;
}

/** If the page is outdated, fetches it again and puts what is new in its place, until it is not. */
async function redraw(): Promise<void> {
  if (isDrawing || !isOutdated()) return;
  isDrawing = true;
  try {
    const response = await fetch(location.href, {
      headers: { accept: "text/html" },
      signal: AbortSignal.timeout(answer_ms),
    });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    replaceMain(page);
    for (const name of ["topic", "version", "database", "databaseKey"]) {
      const value = page.body.dataset[name];
      if (value === undefined) delete document.body.dataset[name];
      else document.body.dataset[name] = value;
    }
    document.title = page.title;
    copyStatus(page);
  } catch {
    // The dashboard does not answer; it is asked again below.
  } finally {
    isDrawing = false;
  }
  if (isOutdated()) setTimeout(() => void redraw(), retry_ms);
}

/**
 * Puts the new content in the place of the old. The focus stays, and a search that one is typing.
 */
function replaceMain(page: Document): void {
  const main = document.querySelector("main"), next = page.querySelector("main");
  if (!main || !next) return;
  const place = reachable(main).indexOf(document.activeElement as HTMLElement);
  const nodes = [...next.children].map((node) => document.importNode(node as HTMLElement, true));
  const typing = main.querySelector<HTMLElement>(":scope > [data-stays]:focus-within");
  const at = nodes.findIndex((node) => node.dataset["stays"] === typing?.dataset["stays"]);
  if (typing && at >= 0) {
    // An element that is moved loses the focus: it stays, and the others change around it.
    for (const child of [...main.children]) if (child !== typing) child.remove();
    typing.before(...nodes.slice(0, at));
    typing.after(...nodes.slice(at + 1));
  } else {
    main.replaceChildren(...nodes);
  }
  drawn(main);
  if (!typing && place >= 0) reachable(main)[place]?.focus({ preventScroll: true });
}

/** What can have the focus, in order. */
const reachable = (main: Element) =>
  [...main.querySelectorAll<HTMLElement>("a, button, input, [tabindex]")]
    .filter((element) => element.checkVisibility());

/** Changes what the status line says, so that it is read aloud: a new line would not be. */
function copyStatus(page: Document): void {
  const [old, status] = [document.getElementById("status"), page.getElementById("status")];
  const [line, text] = [old, status].map((part) => part?.querySelector("[data-text]"));
  if (!old || !status || !line || !text) return;
  old.dataset["state"] = status.dataset["state"] ?? "";
  if (line.textContent !== text.textContent) line.textContent = text.textContent;
}

function showStatus(state: "up" | "broken", text?: string): void {
  const status = document.getElementById("status");
  const line = status?.querySelector<HTMLElement>("[data-text]");
  if (!status || !line) return;
  if (state === "broken") {
    status.dataset["before"] ??= line.textContent ?? "";
    status.dataset["broken"] = "";
    line.textContent = text ?? "";
  } else if (status.dataset["before"] !== undefined) {
    line.textContent = status.dataset["before"];
    delete status.dataset["before"];
    delete status.dataset["broken"];
  }
}
