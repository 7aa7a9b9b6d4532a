/** What answers when there is nothing to show. */
import { HttpError } from "fresh";
import { STATUS_CODES } from "node:http";
import { DatabaseDown, Message } from "../components/Message.tsx";
import { UserPicker } from "../components/UserPicker.tsx";
import { DatabaseDownError } from "../data/database.ts";
import { define } from "../state.ts";

/** The answer while the database is down, or not yet read. */
export const unavailable = { status: 503, headers: { "Retry-After": "2" } } as const;

/** Where there is no page, or no user. */
export const notFoundPage = define.middleware((ctx) => {
  ctx.state.title = "Not found";
  const [, id] = /^\/users\/(user_\d{1,9})$/.exec(ctx.url.pathname) ?? [];
  return ctx.render(
    id
      ? (
        <>
          <Message kind="missing" title={`There is no ${id}`}>
            <p>It may have been there before the store was generated again.</p>
          </Message>
          <UserPicker query="" />
        </>
      )
      : (
        <Message kind="missing" title="There is no such page">
          <p>
            There are the <a href="/">trends</a> and the <a href="/users">users</a>.
          </p>
        </Message>
      ),
    { status: 404 },
  );
});

/** Where something was thrown: the database is down, the request cannot be answered, or a defect. */
export const errorPage = define.middleware((ctx) => {
  const { error } = ctx;
  if (error instanceof DatabaseDownError) {
    ctx.state.title = "The database is down";
    ctx.state.topic ??= "trends";
    ctx.state.isStale = true;
    return ctx.render(<DatabaseDown />, unavailable);
  }
  const status = error instanceof HttpError ? error.status : 500;
  if (status === 503) return ctx.render(<DatabaseDown />, unavailable);
  if (status >= 500) console.error(error);
  const title = status >= 500 ? "Something is wrong here" : STATUS_CODES[status] ?? "Refused";
  const text = (error instanceof HttpError && error.message) ||
    (status === 405 ? "Pages can only be read." : "It is not your fault; the console says more.");
  ctx.state.title = title;
  return ctx.render(
    <Message kind="error" title={title}>
      <p>{text}</p>
      <p>
        <a href="/">To the trends</a>
      </p>
    </Message>,
    { status, ...(status === 405 && { headers: { Allow: "GET, HEAD" } }) },
  );
});
