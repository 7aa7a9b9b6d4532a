/** The page of a user. */
import type { Profile } from "./profiles.ts";
import type { Reading } from "../../data/reading.ts";
import { dayText, dzdText, minuteText } from "../../components/format.ts";
import { StaleNotice } from "../../components/Message.tsx";
import { Orders } from "./Orders.tsx";
import { Recommendations } from "./Recommendations.tsx";
import { UserPicker } from "./UserPicker.tsx";

export function ProfilePage({ reading }: { readonly reading: Reading<Profile> }) {
  const { user, orders, orderCount } = reading.data;
  return (
    <>
      {reading.isStale && <StaleNotice as_of={minuteText(reading.as_of)} />}
      <UserPicker query={user._id} />
      <div class="profile">
        <section class="card who" aria-labelledby="user-name">
          <h1 id="user-name">{user.name}</h1>
          <p class="quiet">{user._id}</p>
          <dl class="facts">
            <div>
              <dt>City</dt>
              <dd>{user.city}</dd>
            </div>
            <div>
              <dt>Customer since</dt>
              <dd>{dayText(user.created_at)}</dd>
            </div>
            <div>
              <dt>Spent</dt>
              <dd>{dzdText(user.total_spend)}</dd>
            </div>
            <div>
              <dt>Interests</dt>
              <dd>{user.interests.join(", ") || "none given"}</dd>
            </div>
          </dl>
        </section>
        <section class="card" aria-labelledby="recommended-title">
          <h2 id="recommended-title">Recommended for you</h2>
          <Recommendations user={user} />
        </section>
      </div>
      <section class="card" aria-labelledby="orders-title">
        <h2 id="orders-title">Past orders</h2>
        <Orders orders={orders} orderCount={orderCount} />
      </section>
    </>
  );
}
