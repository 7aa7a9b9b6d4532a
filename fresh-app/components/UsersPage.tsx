import type { ComponentProps } from "preact";
import { UserPicker } from "./UserPicker.tsx";

/** The page on which a user is chosen. */
export function UsersPage(props: ComponentProps<typeof UserPicker>) {
  return (
    <>
      <div class="title">
        <h1>Users</h1>
        <p class="quiet">What is recommended to whom, and why</p>
      </div>
      <UserPicker {...props} />
    </>
  );
}
