/** `/users`: each user, with what is recommended to whom and why. */
import { definePage } from "../page.ts";
import { profileCollections } from "./profiles.ts";
import { foundJson, showUser, showUsers } from "./routes.tsx";

export const users = definePage({
  topic: "users",
  path: "/users",
  name: "Users",
  collections: profileCollections,
  style: new URL("style.css", import.meta.url),
  script: new URL("client.ts", import.meta.url),
  routes: { "/users": showUsers, "/users.json": foundJson, "/users/:id": showUser },
});
