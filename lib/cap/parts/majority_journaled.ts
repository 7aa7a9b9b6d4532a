/** Whether a majority means on disk, or in memory. */
import { type ReplicaSet, withAdmin } from "../../mongo/server/replica_set.ts";

/**
 * Sets whether a write has reached a majority only when that many members have it in their journals, on
 * disk (`writeConcernMajorityJournalDefault`, true by default), or already when they have applied it.
 */
export async function setMajorityJournaled(set: ReplicaSet, journaled: boolean): Promise<void> {
  await withAdmin(set, async (admin) => {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    await admin.command({
      replSetReconfig: {
        ...config,
        version: config.version + 1,
        writeConcernMajorityJournalDefault: journaled,
      },
    });
  });
}
