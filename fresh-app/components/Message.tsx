/** What a page says when it has nothing to show, or nothing that is new. */
import type { ComponentChildren } from "preact";

/** A page, or a part of one, that has nothing to show, and says why. */
export function Message(
  { kind, title, children }: {
    readonly kind: "loading" | "empty" | "error" | "missing";
    readonly title: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <section class="message" data-kind={kind} aria-labelledby="message-title">
      <h1 id="message-title">{title}</h1>
      {children}
    </section>
  );
}

/** What is shown instead of data that are not there because the database is down. */
export function DatabaseDown() {
  return (
    <Message kind="error" title="The database is down">
      <p>
        This page shows itself as soon as it is back. If it was stopped, start it with{" "}
        <code>deno task servers start</code>.
      </p>
      <p>
        <a class="button" href="">Try again</a>
      </p>
    </Message>
  );
}

/** A line above data that may be out of date. */
export function StaleNotice({ as_of }: { readonly as_of: string }) {
  return (
    <p class="stale" role="alert">
      The database is down. This is what it held on{" "}
      {as_of}; the page follows by itself when it is back.
    </p>
  );
}
