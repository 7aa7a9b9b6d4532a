import type { User } from "../../lib/documents.ts";

/** A user in Oran who has spent 150,000 DZD, but for what is given. */
export function someUser(given: Partial<User> = {}): User {
  const { user_id = 101 } = given;
  return {
    _id: `user_${user_id}`,
    user_id,
    name: "Amina Haddad",
    email: `amina.haddad.${user_id}@courriel.example`,
    phone: "+213551234567",
    city: "Oran",
    interests: ["phone"],
    created_at: new Date("2025-01-02T03:04:05Z"),
    total_spend: 150_000,
    ...given,
  };
}
