/** The page on which a user is chosen. */
import type { FoundUser } from "./profiles.ts";
import { FoundUsers } from "./FoundUsers.tsx";
import { UserPicker } from "./UserPicker.tsx";

export function UsersPage(
  { query, found, problem }: {
    readonly query: string;
    /** Absent: what was typed is no beginning of an id. */
    readonly found?: readonly FoundUser[];
    /** What is wrong with the query, if something is. */
    readonly problem?: string;
  },
) {
  return (
    <>
      <div class="title">
        <h1>Users</h1>
        <p class="quiet">What is recommended to whom, and why</p>
      </div>
      <UserPicker query={query} {...(problem && { problem })} />
      {found && <FoundUsers found={found} />}
    </>
  );
}
