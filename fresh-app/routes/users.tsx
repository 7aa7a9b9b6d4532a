import { HttpError } from "fresh";
import { z } from "zod";
import { Message } from "../components/Message.tsx";
import { ProfilePage } from "../components/ProfilePage.tsx";
import { mostOffered } from "../components/FoundUsers.tsx";
import { UsersPage } from "../components/UsersPage.tsx";
import { userNumber } from "../data/profiles.ts";
import { define } from "../state.ts";
import { noQuery, readQuery } from "./query.ts";
import { typedDigits } from "./typed_digits.ts";

const query = z.strictObject({ q: z.string().max(20).default("") });

/** `/users`: the users whose ids begin with what was typed; a whole id leads to its page. */
export const usersPage = define.middleware(async (ctx) => {
  const { q } = readQuery(ctx.url, query);
  ctx.state.title = "Users";
  ctx.state.topic = "users";
  const digits = typedDigits(q);
  if (digits === undefined) {
    const problem = "An id is user_ and a number, such as user_101.";
    return ctx.render(<UsersPage query={q} problem={problem} />, { status: 400 });
  }
  const found = await ctx.state.store.find(digits, mostOffered);
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
});

/** `/users.json`: the same search, for the list that opens as one types. */
export const usersJson = define.middleware(async (ctx) => {
  const digits = typedDigits(readQuery(ctx.url, query).q);
  if (digits === undefined) throw new HttpError(400, "No user's id begins like that.");
  return ctx.json(await ctx.state.store.find(digits, mostOffered));
});

/** `/users/user_101`: a user. */
export const userPage = define.middleware(async (ctx) => {
  readQuery(ctx.url, noQuery);
  const number = userNumber(ctx.params["id"] ?? "");
  if (number === undefined) throw new HttpError(404);
  ctx.state.topic = "users";
  const { data, ...reading } = await ctx.state.store.profile(number);
  if (!data) throw new HttpError(404);
  ctx.state.isStale = reading.isStale;
  ctx.state.title = data.user.name;
  return ctx.render(<ProfilePage reading={{ ...reading, data }} />);
});
