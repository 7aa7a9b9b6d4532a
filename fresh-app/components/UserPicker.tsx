import type { FoundUser } from "../data/profiles.ts";

/** So many users are offered at once. */
export const mostOffered = 20;

/**
 * A choice among all users: a form that searches by id, which the client makes a list that opens as one
 * types.
 */
export function UserPicker(
  { query, found, problem }: {
    readonly query: string;
    /** Absent: nothing was searched for. */
    readonly found?: readonly FoundUser[];
    /** What is wrong with the query, if something is. */
    readonly problem?: string;
  },
) {
  return (
    <section class="picker" aria-label="Choose a user">
      <form action="/users" method="get" role="search" data-picker>
        <label for="user-query">User id</label>
        <div class="field">
          <input
            id="user-query"
            name="q"
            type="text"
            value={query}
            placeholder="user_101"
            maxLength={20}
            autoComplete="off"
            spellcheck={false}
            aria-describedby={problem ? "user-problem" : "user-hint"}
            aria-invalid={problem ? "true" : undefined}
          />
          <button type="submit">Show</button>
        </div>
        {problem
          ? <p id="user-problem" class="problem">{problem}</p>
          : <p id="user-hint" class="quiet">Ids are user_ and a number; the number is enough.</p>}
      </form>
      {found && <FoundUsers found={found} />}
    </section>
  );
}

function FoundUsers({ found }: { readonly found: readonly FoundUser[] }) {
  if (found.length === 0) return <p class="quiet">No user's id begins like that.</p>;
  return (
    <>
      <ul class="found">
        {found.map(({ _id, name, city }) => (
          <li key={_id}>
            <a href={`/users/${_id}`}>
              <span class="id">{_id}</span>
              <span class="name">{name}</span>
              <span class="quiet">{city}</span>
            </a>
          </li>
        ))}
      </ul>
      {found.length >= mostOffered &&
        <p class="quiet">The first {mostOffered}; type more digits to find others.</p>}
    </>
  );
}
