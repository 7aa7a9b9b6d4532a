/**
 * A choice among all users: a form that searches by id, which the client makes a list that opens
 * as one types.
 */
export function UserPicker(
  { query, problem }: {
    readonly query: string;
    /** What is wrong with the query, if something is. */
    readonly problem?: string;
  },
) {
  return (
    <section class="picker" aria-label="Choose a user" data-stays="picker">
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
    </section>
  );
}
