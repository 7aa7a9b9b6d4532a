import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { DzError } from "../../../../lib/base/errors.ts";
import { join } from "node:path";
import { isSlow } from "../../../support/slow.ts";
import { runTask } from "../../support/task.ts";
import { contentsOf } from "../support/contents.ts";
import { sparkFlags, trendEngine } from "../support/spark.ts";
import type { JobProof } from "../support/shared_java.ts";
import { logOf, withStore } from "../support/with_store.ts";

/** What has to be said when a job cannot run, or fails. */
export const failures: JobProof = {
  title: "Spark that cannot run, or fails, says why in one line",
  prove: async (run, t) => {
    await withStore({ users: 60, orders: 150, events: 1500 }, async (test) => {
      const { db, env, folder } = test;
      await trendEngine(env); // so that there is something to lose
      const before = await contentsOf(db, "analytics_trends");
      const fails = async (
        title: string,
        args: readonly [string, ...string[]],
        expected: RegExp,
        { code = 1, more = {} }: { code?: number; more?: Record<string, string> } = {},
      ) => {
        await t.step(title, async () => {
          const result = await runTask("spark", sparkFlags(...args), { ...env, ...more });
          assertEquals(result.code, code, result.stderr);
          const [line = ""] = result.stderr.trimEnd().split("\n").slice(-1);
          assertMatch(line, expected);
          assert(!/Traceback|\n\s+at /.test(result.stderr + result.stdout), result.stderr);
          assertEquals(await contentsOf(db, "analytics_trends"), before);
        });
      };

      await fails(
        "no log",
        ["trends", "--logs", "nowhere.csv"],
        /^Error: Cannot read nowhere\.csv/,
      );
      const bad = join(folder, "bad.csv");
      await Deno.writeTextFile(bad, "timestamp,user_id,product_id,event_type\nx\n");
      const quarantine = ["--quarantine", join(folder, "quarantine")];
      const rejected: readonly (readonly [title: string, log: string, reason: RegExp])[] = [
        [
          "a log that nobody has",
          "file:///nowhere/logs.csv",
          /^Cannot read \S*\/nowhere\/logs\.csv: no such file .*trends\.log\)$/,
        ],
        [
          "a log of another kind",
          logOf(test, "web_traffic.csv"),
          /^Cannot use \S+web_traffic\.csv: line 1 is .*expected the header timestamp,user_id,product_id,event_type/,
        ],
        [
          "a log of nothing good",
          bad,
          /^Cannot use \S+bad\.csv: 100(\.0)? % of its rows are unusable/,
        ],
      ];
      for (const [title, log, reason] of rejected) {
        await t.step(title, async () => {
          const error = await assertRejects(
            () => run("trends", env, "--logs", log, ...quarantine),
            DzError,
          );
          assertMatch(error.message, reason);
          assert(!error.message.includes("\n"), error.message);
          assertEquals(await contentsOf(db, "analytics_trends"), before);
        });
      }
      await fails(
        "a city where nobody lives",
        ["vip", "--city", `Or"an $ne`],
        /^Error: Cannot find VIPs in "Or\\"an \$ne": no user lives there\. /,
      );
      await fails("no MongoDB", ["vip"], /^Error: Cannot reach MongoDB at mongodb:\/\//, {
        more: { MONGODB_URI: "mongodb://127.0.0.1:1/?replicaSet=none" },
      });
      await fails(
        "no master",
        ["vip", "--master", "spark://127.0.0.1:1"],
        /^Error: Cannot reach the Spark master at spark:\/\/127\.0\.0\.1:1/,
      );
      await fails(
        "a strange master",
        ["vip", "--master", "everywhere"],
        /^Error: Cannot run Spark on --master everywhere/,
        { code: 2 },
      );
      await fails(
        "a strange setting",
        ["vip", "--conf", "memory=4g"],
        /^Error: Cannot use --conf memory=4g/,
        { code: 2 },
      );
      await fails("an unknown job", ["dance"], /./, { code: 2 });

      using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const { port } = taken.addr as Deno.NetAddr;
      const ports = [`spark.driver.port=${port}`, "spark.port.maxRetries=0"];
      await fails(
        "a port in use",
        ["vip", ...ports.flatMap((port) => ["--conf", port])],
        /^Error: Cannot listen: .*spark\.driver\.port.*vip\.log\)$/,
      );
      await t.step({
        name: "all goes on after one that fails, and says so as JSON",
        ignore: !isSlow(),
        fn: async () => {
          await db.collection("orders").deleteMany({});
          const { code, stdout } = await runTask("spark", sparkFlags("all", "--json"), env);
          const lines = stdout.trim().split("\n").map((line) => JSON.parse(line));
          assertEquals(code, 1);
          assertEquals(lines.map(({ job, ok }) => [job, ok]), [
            ["trends", true],
            ["recs", false],
            ["vip", true],
          ]);
          assertMatch(lines[1].error, /^Cannot recommend: \w+ has no orders/);
        },
      });
    });
  },
};
