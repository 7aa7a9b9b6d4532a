/** The users that a search has found, to choose from. */
import type { FoundUser } from "./profiles.ts";

/** So many users are offered at once. */
export const mostOffered = 20;

export function FoundUsers({ found }: { readonly found: readonly FoundUser[] }) {
  if (found.length === 0) return <p class="quiet">No user's id begins like that.</p>;
  return (
    <section class="choice" aria-label="Users found">
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
    </section>
  );
}
