import { assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { User } from "../../../../lib/documents.ts";
import { runTask } from "../../support/task.ts";
import type { JobProof } from "../support/shared_java.ts";
import { withStore } from "../support/with_store.ts";

/** What has to hold of `spark vip`. */
export const vipJob: JobProof = {
  title: "Spark finds the VIPs of the campaign, and MongoDB does the looking",
  prove: (run) =>
    withStore({ users: 2000, orders: 4000 }, async ({ db, env, folder }) => {
      // Somebody has the profiler on, for slow operations.
      await db.command({ profile: 1, slowms: 5000, sampleRate: 0.5 });
      const before = await db.command({ profile: -1 });
      const criteria = ["--city", "Oran", "--min-spend", "50000"];
      const { rows_out } = await run("vip", env, ...criteria);

      const all = await db.collection<User>("users").find().toArray();
      const vips = all.filter(({ city, total_spend }) => city === "Oran" && total_spend > 50_000)
        .sort((a, b) => b.total_spend - a.total_spend || a.user_id - b.user_id)
        .map(({ user_id, name, email, phone, city, total_spend }) => ({
          ...{ user_id, name, email, phone, city, total_spend },
        }));
      assertGreater(vips.length, 20);
      const { users, proof } = JSON.parse(
        await Deno.readTextFile(join(folder, "spark", "vip.json")),
      );
      assertEquals([rows_out, users], [vips.length, vips]);
      const campaign = await runTask("vip", [...criteria, "--json"], env);
      assertEquals(JSON.parse(campaign.stdout).users, users);

      assertEquals(proof.filters_left, 0);
      for (const filter of ["EqualTo(city,Oran)", "GreaterThan(total_spend,50000)"]) {
        assertStringIncludes(proof.pushed_filters, filter);
      }
      const wanted = [{ city: "Oran" }, { total_spend: { $gt: 50_000 } }];
      for (
        const [match] of [
          proof.server.pipeline,
          proof.pipeline.map((stage: string) => JSON.parse(stage)),
        ]
      ) {
        const conditions: unknown[] = match.$match.$and;
        const both = conditions.filter((one) =>
          wanted.some((other) => isDeepStrictEqual(one, other))
        );
        assertEquals(both.length, 2);
      }
      const { plan, docs_examined, docs_returned, keys_examined } = proof.server;
      assertEquals(plan, "IXSCAN { city: 1, total_spend: -1 }");
      assertEquals([docs_examined, docs_returned], [vips.length, vips.length]);
      assertGreater(2, keys_examined - vips.length);

      const { was, slowms, sampleRate, filter } = await db.command({ profile: -1 });
      assertEquals({ was, slowms, sampleRate, filter }, {
        was: before.was,
        slowms: before.slowms,
        sampleRate: before.sampleRate,
        filter: undefined,
      });

      // Off, it leaves no trace, also if nobody is found.
      await db.command({ profile: 0 });
      await db.dropCollection("system.profile");
      const none = await run("vip", env, "--city", "Oran", "--min-spend", "2000000000");
      assertEquals(none.rows_out, 0);
      assertEquals(await db.listCollections({ name: "system.profile" }).toArray(), []);
      assertEquals((await db.command({ profile: -1 })).was, 0);
    }),
};
