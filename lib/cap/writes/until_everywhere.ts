/** Waiting until all members have all that was written. */
import type { Db } from "mongodb";
import { isServerTrouble } from "./server_trouble.ts";
import { waitUntil } from "../../base/wait_until.ts";

/**
 * Waits until all members have everything that was ever written. A member that comes back calls itself a
 * secondary before it finds out that it must roll back, but it has the latest write only afterwards.
 *
 * @param members how many there are
 * @throws {WaitedInVainError} if one of them does not get there
 */
export async function untilEverywhere(db: Db, members: number): Promise<void> {
  // Journaled, so that no member forgets it when it is killed.
  const marks = db.collection("cap_marks", {
    writeConcern: { w: members, journal: true, wtimeoutMS: 5000 },
  });
  await waitUntil("all members have every write", async () => {
    try {
      return await marks.insertOne({});
    } catch (error) {
      if (!isServerTrouble(error)) throw error;
      return; // as long as they are not all there
    }
  });
}
