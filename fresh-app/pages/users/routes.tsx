/** What answers for the pages of the users. */
import type { Context } from "fresh";
import { HttpError } from "fresh";
import { z } from "zod";
import { Message } from "../../components/Message.tsx";
import { readQuery } from "../../routes/query.ts";
import type { State } from "../../state.ts";
import type { Handler } from "../page.ts";
import { mostOffered } from "./FoundUsers.tsx";
import { ProfilePage } from "./ProfilePage.tsx";
import { findUsers, readProfile, userNumber } from "./profiles.ts";
import { typedDigits } from "./typed_digits.ts";
import { UserPicker } from "./UserPicker.tsx";
import { UsersPage } from "./UsersPage.tsx";

const query = z.object({ q: z.string().max(20).default("") });

/** `/users`: the users whose ids begin with what was typed; a whole id leads to its page. */
export const showUsers: Handler<unknown> = async (ctx, { database }) => {
  const { q } = readQuery(ctx.url, query);
  const digits = typedDigits(q);
  if (digits === undefined) {
    const problem = "An id is user_ and a number, such as user_101.";
    return ctx.render(<UsersPage query={q} problem={problem} />, { status: 400 });
  }
  const found = await findUsers(database, digits, mostOffered);
  const isWhole = q.trim() !== "" && found[0] && userNumber(found[0]._id) === Number(digits);
  if (isWhole) return ctx.redirect(`/users/${found[0]?._id}`, 303);
  if (digits === "" && found.length === 0) {
    return ctx.render(
      <Message kind="empty" title="No users yet">
        <p>
          Run <code>deno task pipeline</code>; they show up here by themselves.
        </p>
      </Message>,
    );
  }
  return ctx.render(<UsersPage query={q} found={found} />);
};

/** `/users.json`: the same search, for the list that opens as one types. */
export const foundJson: Handler<unknown> = async (ctx, { database }) => {
  const digits = typedDigits(readQuery(ctx.url, query).q);
  if (digits === undefined) throw new HttpError(400, "No user's id begins like that.");
  return ctx.json(await findUsers(database, digits, mostOffered));
};

/** `/users/user_101`: a user. */
export const showUser: Handler<unknown> = async (ctx, source) => {
  const id = ctx.params["id"] ?? "", number = userNumber(id);
  if (number === undefined) return missing(ctx, id);
  const { data, ...reading } = await source.ask(id, (database) => readProfile(database, number));
  if (!data) return missing(ctx, id);
  ctx.state.isStale = reading.isStale;
  ctx.state.title = data.user.name;
  return ctx.render(<ProfilePage reading={{ ...reading, data }} />);
};

/** Where there is no such user; what is not written like an id at all is no page. */
function missing(ctx: Context<State>, id: string): Promise<Response> {
  if (!/^user_\d{1,9}$/.test(id)) throw new HttpError(404);
  ctx.state.title = "Not found";
  return ctx.render(
    <>
      <Message kind="missing" title={`There is no ${id}`}>
        <p>It may have been there before the store was generated again.</p>
      </Message>
      <UserPicker query="" />
    </>,
    { status: 404 },
  );
}
