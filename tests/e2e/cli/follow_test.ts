import { pause } from "../../../lib/base/pause.ts";
import { assertEquals, assertGreater, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { type Db, MongoClient } from "mongodb";
import { random } from "../../../lib/base/random.ts";
import { followFiles } from "../../../lib/trends/follow/follow_files.ts";
import { readState } from "../../../lib/trends/follow/follow_state.ts";
import { LogFollower } from "../../../lib/trends/follow/log_follower.ts";
import {
  LogWriter,
  type Rotation,
  type RowKind,
  writerKeys,
} from "../../trends/follow/log_writer.ts";
import { recount, recountOf } from "../../trends/follow/recount.ts";
import { isSlow } from "../../support/slow.ts";
import { withFolder } from "../support/folder.ts";
import { type Output, watchOutput } from "../support/output.ts";
import { testDatabase, withReplicaSet } from "../support/replica_set.ts";
import { runTask, startScript, startTask } from "../support/task.ts";
import { until } from "../support/until.ts";
import { assertOneLine } from "./one_line.ts";

/** Appends at any byte, and rotates the log away now and then, until it is disposed of. */
function writeAtRandom(writer: LogWriter, seed: number) {
  const chance = random(seed, "writer");
  const counts = { appended: 0, rotated: 0 };
  let writing = true;
  const ended = (async () => {
    while (writing) {
      await pause(chance.int(4));
      writer.append(chance.int(2000));
      counts.appended++;
      if (!chance.chance(0.02)) continue;
      counts.rotated++;
      if (chance.chance(0.5)) writer.completeRow();
      writer.rotate(chance.pick<Rotation>(["rename", "copytruncate", "gzip"]));
    }
  })();
  return {
    counts,
    async [Symbol.asyncDispose]() {
      writing = false;
      await ended;
    },
  };
}

/** Most rows are good, the others wrong in a way that a simple recount understands. */
const mixed = (seed: number) => {
  const chance = random(seed, "rows");
  return (): RowKind =>
    chance.chance(0.9) ? "good" : chance.pick<RowKind>(["short", "unknown event", "bad time"]);
};

/** How many bytes a file has; 0 if there is none. */
const sizeOf = (path: string) => Deno.stat(path).then(({ size }) => size, () => 0);

Deno.test("a follower killed at any moment counts each line exactly once", () =>
  withFolder(async (dir) => {
    const seed = 7, mostKills = 300;
    const least = isSlow()
      ? { kills: 40, advanced: 20, unfinished: 2, rotated: 20 }
      : { kills: 14, advanced: 7, unfinished: 0, rotated: 7 };
    const writer = new LogWriter(dir, mixed(seed));
    const files = followFiles(dir, writer.log);
    writer.append(100);
    const options = { log: writer.log, files, onNotice: () => {} };
    {
      using first = await LogFollower.open(options, writerKeys);
      await first.advance();
    }
    const chance = random(seed, "kills");
    let kills = 0, unfinished = 0, advanced = 0, rotated = 0;
    // How many kills it takes depends on the machine.
    const isEnough = () =>
      kills >= mostKills ||
      kills >= least.kills && unfinished > least.unfinished && advanced > least.advanced &&
        rotated > least.rotated;
    {
      await using writing = writeAtRandom(writer, seed);
      while (!isEnough()) {
        const before = await readState(files.state);
        const child = startScript("tests/e2e/cli/follow_counter.ts", [writer.log]);
        const output = watchOutput(child);
        await until("the follower begins", () => output.out !== "");
        if (chance.chance(0.6)) {
          await until(
            "the follower has counted",
            async () => (await readState(files.state))?.rows_read !== before?.rows_read,
          );
        }
        await pause(chance.int(60));
        child.kill("SIGKILL");
        const [{ signal }] = await Promise.all([child.status, output.ended]);
        assertEquals(output.err, "");
        assertEquals(signal, "SIGKILL");
        kills++;
        const after = await readState(files.state);
        if ((after?.rows_read ?? 0) > (before?.rows_read ?? 0)) advanced++;
        if (await sizeOf(files.quarantine) > (after?.quarantine.bytes ?? 0)) unfinished++;
        rotated = writing.counts.rotated;
      }
    }
    writer.completeRow();
    using last = await LogFollower.open(options, writerKeys);
    const state = await last.advance();
    const { rejected, ...counted } = recountOf(state, await Deno.readTextFile(files.quarantine));
    const { rejected: expectedRejected, ...expected } = recount(writer.texts);
    assertEquals(counted, expected);
    assertEquals(rejected, expectedRejected);
    assertGreater(
      advanced,
      least.advanced,
      "most runs were killed before they had counted anything",
    );
    assertGreater(unfinished, least.unfinished, "hardly any run was killed while it counted");
    assertGreater(rotated, least.rotated);
  }));

/** What `trends --follow --json` prints for each round. */
interface Round {
  readonly rows_new: number;
  readonly rejected_new: number;
  readonly rows_kept: number;
  readonly trends: readonly { readonly product_name: string; readonly views: number }[];
}

/** The rounds that a follower has told so far. */
const roundsOf = ({ out }: Output): Round[] =>
  out.split("\n").slice(0, -1).map((line) => JSON.parse(line));

/** The views of each product that are published. */
async function publishedViews(db: Db): Promise<Record<string, number>> {
  const trends = await db.collection("analytics_trends").find().toArray();
  return Object.fromEntries(trends.map(({ product_name, views }) => [product_name, views]));
}

const row = (product: string, event = "view") => `2025-11-28T20:03:22Z,101,${product},${event}\n`;
const header = "timestamp,user_id,product_id,event_type\n";

Deno.test("trends --follow publishes what is new of a growing log", async (t) => {
  await withReplicaSet((set, uri) =>
    withFolder(async (dir) => {
      await using client = new MongoClient(uri);
      const db = client.db(testDatabase);
      const data = join(dir, "data"), log = join(dir, "shop.csv");
      const env = { MONGODB_URI: uri, DZ_DATA: data };
      const size = ["--users", "100", "--orders", "200", "--events", "2000", "--out", data];
      assertEquals((await runTask("generate", size, env)).code, 0);
      const names = new Map(
        (await db.collection("products").find().toArray()).map(({ _id, name }) => [`${_id}`, name]),
      );
      const named = (views: Record<string, number>) =>
        Object.fromEntries(Object.entries(views).map(([id, count]) => [names.get(id), count]));
      const append = (text: string) => Deno.writeTextFile(log, text, { append: true });
      const flags = ["--follow", "--logs", log];
      const start = () => {
        const child = startTask("trends", [...flags, "--every", "0.05s", "--json"], env);
        const output = watchOutput(child);
        const nextRound = (seen: number) =>
          until(`round ${seen + 1} is published; ${output.err}`, () => roundsOf(output)[seen]);
        const end = async (signal: Deno.Signal) => {
          child.kill(signal);
          const [{ code }] = await Promise.all([child.status, output.ended]);
          return code;
        };
        return { output, nextRound, end };
      };
      const once = async (...more: string[]) => {
        const { code, stdout, stderr } = await runTask(
          "trends",
          [...flags, "--once", "--json", ...more],
          env,
        );
        assertEquals(code, 0, stderr);
        return { stderr, rounds: stdout.split("\n").slice(0, -1).map((line) => JSON.parse(line)) };
      };

      await t.step("--once fails in one line if there is no log", async () => {
        assertOneLine(await runTask("trends", [...flags, "--once"], env), {
          code: 1,
          message: /^Error: Cannot read .*shop\.csv: no such file or folder/,
        });
      });

      await t.step(
        "a log that is not there yet is waited for, and published as it grows",
        async () => {
          const { output, nextRound, end } = start();
          await until("it waits", () => output.err.includes("shop.csv has no rows yet"));
          await append(header + row("prod_001").repeat(3) + row("prod_002") + row("prod_999"));
          const first = await nextRound(0);
          assertEquals([first.rows_new, first.rejected_new, first.rows_kept], [4, 1, 4]);
          assertEquals(await publishedViews(db), named({ prod_001: 3, prod_002: 1 }));
          assertStringIncludes(output.err, "quarantine");

          const half = row("prod_002").slice(0, 20);
          await append(row("prod_002").repeat(5) + half);
          assertEquals((await nextRound(1)).rows_new, 5);
          assertEquals(await publishedViews(db), named({ prod_001: 3, prod_002: 6 }));

          const second = await runTask("trends", flags, env);
          assertOneLine(second, {
            code: 1,
            message: /^Error: Cannot follow .*shop\.csv: (process \d+|another process) follows it/,
          });

          assertEquals(await end("SIGINT"), 130);
          assertStringIncludes(output.err, "Stopped");
          await append(row("prod_002").slice(20));
        },
      );

      await t.step("the next run goes on there, and tells only what was added", async () => {
        const { nextRound, end } = start();
        assertEquals((await nextRound(0)).rows_new, 1);
        assertEquals(await publishedViews(db), named({ prod_001: 3, prod_002: 7 }));
        await end("SIGKILL");
      });

      await t.step("a run that was killed leaves no lock", async () => {
        const { rounds } = await once();
        assertEquals(rounds.map(({ rows_new, rows_kept }) => [rows_new, rows_kept]), [[0, 10]]);
      });

      await t.step("rotated while nobody looks: every line counts", async () => {
        await append(row("prod_003"));
        await Deno.rename(log, `${log}.1`);
        await append(header + row("prod_003").repeat(2));
        const { rounds } = await once();
        assertEquals(rounds[0].rows_new, 3);
        assertEquals(await publishedViews(db), named({ prod_001: 3, prod_002: 7, prod_003: 3 }));
      });

      await t.step("begun anew with no copy: a notice, and what was counted stays", async () => {
        await Deno.writeTextFile(log, header + row("prod_004"));
        const { rounds, stderr } = await once();
        assertMatch(stderr, /shop\.csv has begun anew, .*not found.*--restart forgets it/);
        assertEquals([rounds[0].rows_new, rounds[0].rows_kept], [1, 14]);
      });

      await t.step("a damaged state is refused in one line, and --restart forgets it", async () => {
        const { state } = followFiles(data, log);
        const bytes = await Deno.readFile(state);
        bytes.fill(0, bytes.length - 8);
        await Deno.writeFile(state, bytes);
        assertOneLine(await runTask("trends", [...flags, "--once"], env), {
          code: 1,
          message: /^Error: Cannot go on from .*\.state: it is damaged\. --restart/,
        });
        const { rounds } = await once("--restart");
        assertEquals([rounds[0].rows_new, rounds[0].rows_kept], [1, 1]);
        assertEquals(await publishedViews(db), named({ prod_004: 1 }));
      });

      await t.step("too many lines that cannot be used: the trends stay", async () => {
        await append("what?\n".repeat(100));
        assertOneLine(await runTask("trends", [...flags, "--once"], env), {
          code: 1,
          message: /99 % of its rows are unusable.*--max-rejected allows more/,
        });
        assertEquals((await once("--max-rejected", "100")).rounds[0].rows_kept, 1);
      });

      await t.step("the store has other users: counted anew, with a notice", async () => {
        await Deno.writeTextFile(log, header + row("prod_005").repeat(2));
        await once("--restart");
        const { output, nextRound, end } = start();
        await nextRound(0);
        const more = ["--users", "110", ...size.slice(2)];
        assertEquals((await runTask("generate", more, env)).code, 0);
        const round = await nextRound(1);
        assertMatch(output.err, /The store has other products or users: .* counted anew/);
        assertEquals([round.rows_new, round.rows_kept], [2, 2]);
        await append(row("prod_005"));
        assertEquals((await nextRound(2)).rows_new, 1);
        assertEquals(await publishedViews(db), named({ prod_005: 3 }));
        assertEquals(await end("SIGINT"), 130);
      });

      await t.step("in a terminal a round is a line", async () => {
        await append(row("prod_005").repeat(1200) + "what?\n".repeat(3));
        const { code, stdout } = await runTask("trends", [...flags, "--once"], env);
        assertEquals(code, 0);
        assertMatch(stdout, /^\d\d:\d\d:\d\d {2}\+1,200 rows \(3 set aside\), 1,203 in all.*\n$/);
      });

      await t.step(
        "while the database is away counting goes on, and then all is published",
        async () => {
          const { output, nextRound, end } = start();
          const { rows_kept } = await nextRound(0);
          for (const member of [0, 1, 2]) await set.kill(member);
          await append(row("prod_006").repeat(2));
          await until("it says so", () => output.err.includes("Cannot publish to MongoDB now"));
          await append(row("prod_006"));
          await Promise.all([0, 1, 2].map((member) => set.restart(member)));
          await nextRound(1);
          const total = () => roundsOf(output).at(-1)?.rows_kept;
          await until("all is published", () => total() === rows_kept + 3);
          assertStringIncludes(output.err, "Publishing again");
          assertEquals(await end("SIGINT"), 130);
        },
      );
    })
  );
});
