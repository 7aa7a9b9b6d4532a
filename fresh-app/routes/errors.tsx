/** What answers when there is nothing to show. */
import { HttpError } from "fresh";
import { STATUS_CODES } from "node:http";
import { printDefect } from "../../lib/base/print.ts";
import { DatabaseDown, Message } from "../components/Message.tsx";
import { DatabaseDownError } from "../data/database.ts";
import { ForeignDocumentError } from "../../lib/mongo/errors.ts";
import { define } from "../state.ts";
import { unavailable } from "./unavailable.ts";

/** Where there is no page. */
export const notFoundPage = define.middleware((ctx) => {
  const { places } = ctx.state;
  ctx.state.title = "Not found";
  return ctx.render(
    <Message kind="missing" title="There is no such page">
      <p>
        There are {places.map(({ path, name }, index) => (
          <>
            {index === 0 ? "" : index === places.length - 1 ? " and " : ", "}
            the <a href={path}>{name.toLowerCase()}</a>
          </>
        ))}.
      </p>
    </Message>,
    { status: 404 },
  );
});

/**
 * Where something was thrown: the database is down, the request cannot be answered, or a defect.
 */
export const errorPage = define.middleware((ctx) => {
  const { error } = ctx;
  if (error instanceof DatabaseDownError) {
    ctx.state.title = "The database is down";
    ctx.state.isStale = true;
    return ctx.render(<DatabaseDown />, unavailable);
  }
  if (error instanceof ForeignDocumentError) {
    ctx.state.title = "Not the kit's documents";
    return ctx.render(
      <Message kind="error" title="These documents were not made by the kit">
        <p>{error.message}.</p>
      </Message>,
      { status: 409 },
    );
  }
  const status = error instanceof HttpError ? error.status : 500;
  if (status === 503) return ctx.render(<DatabaseDown />, unavailable);
  if (status >= 500) printDefect(error);
  const title = status >= 500 ? "Something is wrong here" : STATUS_CODES[status] ?? "Refused";
  const text = (error instanceof HttpError && error.message) ||
    (status === 405 ? "Pages can only be read." : "It is not your fault; the console says more.");
  const [first] = ctx.state.places;
  ctx.state.title = title;
  return ctx.render(
    <Message kind="error" title={title}>
      <p>{text}</p>
      <p>
        <a href="/">To the {first?.name.toLowerCase()}</a>
      </p>
    </Message>,
    { status, ...(status === 405 && { headers: { Allow: "GET, HEAD" } }) },
  );
});
