/** Keeps the page up to date by the server's events. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import type { LiveState } from "../data/store.ts";

/** After so long without the stream of events the page says so: a short break nobody needs to know. */
const patience_ms = 1500;

/** How long to wait before a page is asked for again that could not be had. */
const retry_ms = 1500;

/** What the server said last. */
let latest: LiveState | undefined;
let broken: ReturnType<typeof setTimeout> | undefined;
let isDrawing = false;

/**
 * Draws the page again whenever what it shows has changed, or the database has gone down or come back;
 * says so while the stream of events is broken.
 *
 * @param enhance is told what was drawn
 */
export function follow(enhance: (within: ParentNode) => void): void {
  const events = new EventSource("/events");
  events.onmessage = ({ data }: MessageEvent<string>) => {
    clearTimeout(broken);
    broken = undefined;
    showStatus("up");
    latest = JSON.parse(data) as LiveState;
    void redraw(enhance);
  };
  events.onerror = () => {
    broken ??= setTimeout(() => showStatus("broken", "Connection lost, trying again"), patience_ms);
    // After an answer that is no stream, such as an error, the browser gives up by itself.
    if (events.readyState === EventSource.CLOSED) setTimeout(() => follow(enhance), retry_ms);
  };
}

/** Whether the page shows something else than what there is now. */
function isOutdated(): boolean {
  if (!latest) return false;
  const { topic, version, database } = document.body.dataset;
  if (database !== latest.database) return true;
  return (topic === "trends" || topic === "users") && latest[topic] !== version;
}

/** If the page is outdated, fetches it again and puts what is new in its place, until it is not. */
async function redraw(enhance: (within: ParentNode) => void): Promise<void> {
  if (isDrawing || !isOutdated()) return;
  isDrawing = true;
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    replaceMain(page, enhance);
    for (const name of ["topic", "version", "database"]) {
      const value = page.body.dataset[name];
      if (value === undefined) delete document.body.dataset[name];
      else document.body.dataset[name] = value;
    }
    document.title = page.title;
    const [old, status] = [document.getElementById("status"), page.getElementById("status")];
    if (old && status) old.replaceWith(status);
  } catch {
    // The dashboard does not answer: the events say so, and when it does again.
  } finally {
    isDrawing = false;
  }
  if (isOutdated()) setTimeout(() => void redraw(enhance), retry_ms);
}

/** Puts the new content in the place of the old; what one is typing into, and the focus, stay. */
function replaceMain(page: Document, enhance: (within: ParentNode) => void): void {
  const main = document.querySelector("main"), next = page.querySelector("main");
  if (!main || !next) return;
  const focused = document.activeElement;
  const picker = focused?.closest("[data-picker]");
  const focusedId = focused?.id;
  const nodes = [...next.childNodes].map((node) => document.importNode(node, true));
  if (picker) {
    const holder = nodes.flatMap((node) =>
      node instanceof Element ? [node, ...node.querySelectorAll("*")] : []
    ).find((element) => element.matches("[data-picker]"));
    holder?.replaceWith(picker);
  }
  main.replaceChildren(...nodes);
  enhance(main);
  if (focusedId) document.getElementById(focusedId)?.focus();
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
