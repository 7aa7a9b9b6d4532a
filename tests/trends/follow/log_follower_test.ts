import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { parse } from "@std/csv";
import fc from "fast-check";
import { join } from "node:path";
import { addCubes } from "../../../lib/trends/scan/cube.ts";
import { countPart } from "../../../lib/trends/follow/count_part.ts";
import { findParts, UnsettledError } from "../../../lib/trends/follow/find_parts.ts";
import { followFiles } from "../../../lib/trends/follow/follow_files.ts";
import { followKeys } from "../../../lib/trends/follow/follow_keys.ts";
import { FollowedError } from "../../../lib/trends/follow/lock_log.ts";
import { LogFollower, type LogFollowerOptions } from "../../../lib/trends/follow/log_follower.ts";
import { type FollowState, FollowStateError } from "../../../lib/trends/follow/follow_state.ts";
import { LogFile } from "../../../lib/trends/follow/log_file.ts";
import type { LogCounts } from "../../../lib/trends/scan/log_counts.ts";
import { shopLog } from "../../../lib/log_format.ts";
import { LogScanner } from "../../../lib/trends/scan/log_scanner.ts";
import type { RejectedLine } from "../../../lib/trends/scan/rejected_rows.ts";
import { LogError } from "../../../lib/trends/scan/scan_file.ts";
import { withFolder } from "../../e2e/support/folder.ts";
import { LogWriter, type Rotation, type RowKind, writerKeys, writerStore } from "./log_writer.ts";

/** A process that counts what is new and ends. */
async function once(
  log: string,
  options: Partial<LogFollowerOptions> = {},
  by = writerKeys,
): Promise<FollowState> {
  using follower = await LogFollower.open(optionsOf(log, options), by);
  return await follower.advance();
}

const filesOf = (log: string) => followFiles(join(log, ".."), log);

const optionsOf = (log: string, options: Partial<LogFollowerOptions> = {}) => ({
  log,
  files: filesOf(log),
  onNotice: () => {},
  ...options,
});

/** One scan of each text from the beginning to the end. */
function wholeScan(texts: readonly string[]) {
  const rejects: RejectedLine[] = [];
  const counts = texts.filter((text) => text.includes("\n")).map((text) => {
    const scanner = new LogScanner({
      format: shopLog,
      shape: writerKeys.shape,
      onReject: (line) => rejects.push(line) > 0,
    });
    scanner.push(new TextEncoder().encode(text));
    return scanner.end();
  });
  const sum = (pick: (counts: LogCounts) => number) => counts.reduce((all, c) => all + pick(c), 0);
  return {
    rows_read: sum(({ rows_read }) => rows_read),
    rows_kept: sum(({ rows_kept }) => rows_kept),
    cube: addCubes(counts.map(({ cube }) => cube)),
    rejects: rejects.map(({ line, reason, text }) => ({ line: String(line), reason, text })),
  };
}

/** Checks that what was counted is what one scan of all texts finds, to the cell and to the line. */
function assertCounted(state: FollowState, log: string, texts: readonly string[]): void {
  const { rejects, ...expected } = wholeScan(texts);
  const { rows_read, rows_kept, cube } = state;
  assertEquals({ rows_read, rows_kept, cube }, expected);
  const path = filesOf(log).quarantine;
  const quarantined = rejects.length === 0
    ? []
    : parse(Deno.readTextFileSync(path), { skipFirstRow: true });
  assertEquals(quarantined.map(({ line, reason, text }) => ({ line, reason, text })), rejects);
  const rejected = [...state.rejected.values()].reduce((sum, { count }) => sum + count, 0);
  assertEquals(rejected, rows_read - rows_kept);
}

const good = (): RowKind => "good";

Deno.test("a log that grows is counted as one scan of the whole counts it", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    for (let n = 0; n < 40; n++) {
      writer.append(33);
      await once(writer.log);
    }
    writer.completeRow();
    const state = await once(writer.log);
    assertCounted(state, writer.log, writer.texts);
    assertNotEquals(state.rows_kept, 0);
  }));

/** What happens to a log, and to the process that follows it. */
type Action =
  | { do: "append"; bytes: number }
  | { do: "complete" | "complete without newline" }
  | { do: "rotate"; kind: Rotation }
  | { do: "count" | "end" | "lose the last save" };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("append" as const), bytes: fc.nat(400) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("complete" as const, "complete without newline" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("rotate" as const),
      kind: fc.constantFrom<Rotation>("rename", "copytruncate", "gzip"),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("count" as const, "end" as const, "lose the last save" as const),
    }),
  },
);

const rowKinds = fc.infiniteStream(
  fc.constantFrom<RowKind>("good", "good", "good", "short", "quoted", "unknown event", "bad time"),
);

Deno.test("however a log grows and is rotated, and whenever its follower ends, each line counts once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 5, maxLength: 40 }),
      rowKinds,
      fc.boolean(),
      (actions, kinds, plain) =>
        withFolder(async (dir) => {
          const kindsSeen: RowKind[] = [];
          const writer = new LogWriter(
            dir,
            (n) => kindsSeen[n] ??= kinds.next().value ?? "good",
          );
          writer.append(1);
          const options = optionsOf(writer.log, { plain });
          let follower = await LogFollower.open(options, writerKeys);
          await follower.advance(); // what is rotated away from now on is to be counted
          const reopen = async () => {
            follower[Symbol.dispose]();
            follower = await LogFollower.open(options, writerKeys);
          };
          try {
            for (const step of actions) {
              if (step.do === "append") writer.append(step.bytes);
              else if (step.do === "complete") writer.completeRow();
              else if (step.do === "complete without newline") writer.completeRowWithoutNewline();
              else if (step.do === "rotate") writer.rotate(step.kind);
              else if (step.do === "count") await follower.advance();
              else if (step.do === "end") await reopen();
              else {
                await follower.advance();
                const saved = await Deno.readFile(options.files.state);
                writer.append(300);
                await follower.advance();
                await Deno.writeFile(options.files.state, saved);
                await reopen();
              }
            }
            writer.rotate("rename");
            writer.append(1000);
            writer.completeRow();
            assertCounted(await follower.advance(), writer.log, writer.texts);
          } finally {
            follower[Symbol.dispose]();
          }
        }),
    ),
    { numRuns: Number(Deno.env.get("RUNS") ?? 150) },
  );
});

/** Notices, and where to put them. */
function noting() {
  const notices: string[] = [];
  return { notices, onNotice: (text: string) => void notices.push(text) };
}

/** The state when a log has grown by some rows and they were counted. */
async function counted(writer: LogWriter, bytes = 500): Promise<FollowState> {
  writer.append(bytes);
  writer.completeRow();
  return await once(writer.log);
}

Deno.test("nothing new leaves the state as it is", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    await counted(writer);
    const { state: path } = filesOf(writer.log);
    const before = await Deno.stat(path);
    using follower = await LogFollower.open(optionsOf(writer.log), writerKeys);
    const { state } = follower;
    assert(await follower.advance() === state);
    writer.append(5);
    assert(await follower.advance() === state);
    assertEquals((await Deno.stat(path)).ino, before.ino);
  }));

Deno.test("a log that is not there is waited for", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    using follower = await LogFollower.open(optionsOf(writer.log), writerKeys);
    assertEquals((await follower.advance()).rows_read, 0);
    writer.append(500);
    writer.completeRow();
    assertCounted(await follower.advance(), writer.log, writer.texts);
  }));

Deno.test("what was rotated away before the counting began is not counted", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    writer.append(500);
    writer.rotate("rename");
    writer.append(500);
    writer.rotate("gzip");
    await counted(writer);
    assertCounted(await counted(writer), writer.log, writer.texts.slice(2));
  }));

Deno.test("what was moved to another folder is read to its end, as long as it is open", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    const { notices, onNotice } = noting();
    using follower = await LogFollower.open(optionsOf(writer.log, { onNotice }), writerKeys);
    writer.append(500);
    await follower.advance();
    writer.append(500);
    writer.rotate("rename");
    await Deno.mkdir(join(dir, "old"));
    await Deno.rename(`${writer.log}.1`, join(dir, "old", "logs.csv.1"));
    writer.append(500);
    writer.completeRow();
    assertCounted(await follower.advance(), writer.log, writer.texts);
    assertEquals(notices, []);
  }));

Deno.test("a log that begins anew with no copy beside it: what was counted stays, with a notice", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    await counted(writer);
    writer.rotate("rename");
    await Deno.remove(`${writer.log}.1`);
    writer.append(500);
    writer.completeRow();
    const { notices, onNotice } = noting();
    assertCounted(await once(writer.log, { onNotice }), writer.log, writer.texts);
    assertEquals(notices.length, 1);
    assertStringIncludes(notices.join(), "has begun anew");
  }));

Deno.test("a rotated copy that cannot be read is told if it has rows that were not counted, once", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    const [one, two] = [`${writer.log}.1.xz`, `${writer.log}.2.zst`];
    await counted(writer);
    const { mtime } = await Deno.stat(writer.log);
    await Deno.writeTextFile(two, "all of it was counted");
    await Deno.utime(two, new Date(), mtime ?? 0);
    writer.rotate("rename");
    await Deno.remove(`${writer.log}.1`);
    await Deno.writeFile(one, Uint8Array.fromHex("fd377a585a00"));
    await Deno.utime(one, new Date(), new Date(Number(mtime) + 5));
    writer.append(500);
    const { notices, onNotice } = noting();
    using follower = await LogFollower.open(optionsOf(writer.log, { onNotice }), writerKeys);
    await follower.advance();
    writer.rotate("rename");
    writer.append(500);
    await follower.advance();
    const [lost = "", unread = "", ...others] = notices;
    assertStringIncludes(lost, "has begun anew");
    assertStringIncludes(unread, `${one} is not read`);
    assertEquals(others, []);
  }));

Deno.test("a copy that lacks what was counted last is not counted again", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    await counted(writer);
    writer.rotate("copytruncate"); // and these last rows came between the copy and the cut
    await Deno.truncate(`${writer.log}.1`, (await Deno.stat(`${writer.log}.1`)).size - 100);
    writer.append(500);
    writer.completeRow();
    const earlier = new Date(Math.floor(Date.now() / 1000) * 1000 - 1500); // no whole second
    await Deno.utime(`${writer.log}.1`, new Date(), earlier);
    assertCounted(await once(writer.log), writer.log, writer.texts);
    writer.rotate("rename");
    assertCounted(await counted(writer), writer.log, writer.texts);
  }));

Deno.test("a file whose date was cut to the second is not overlooked", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    const second_ms = Math.floor(Date.now() / 2000) * 2000;
    const date = (path: string, time_ms: number) => Deno.utime(path, new Date(), new Date(time_ms));
    writer.append(300);
    writer.completeRow();
    await date(writer.log, second_ms + 700);
    await once(writer.log);
    for (let n = 0; n < 2; n++) {
      writer.rotate("rename");
      writer.append(300);
      writer.completeRow();
    }
    await date(`${writer.log}.1`, second_ms);
    assertCounted(await once(writer.log), writer.log, writer.texts);
  }));

Deno.test("a log that is cut and written anew while it is read is looked at again", () =>
  withFolder(async (dir) => {
    const log = join(dir, "logs.csv");
    const header = "timestamp,user_id,product_id,event_type\n";
    const row = (day: number) => `2026-11-${day}T00:00:00Z,101,prod_001,view\n`;
    await Deno.writeTextFile(log, header + row(20) + "what?\n");
    using follower = await LogFollower.open(optionsOf(log), writerKeys);
    using file = await LogFile.open(log);
    assert(file);
    const cut = () => { // in the first read
      Deno.writeTextFileSync(log, header + row(21).repeat(9));
      return true;
    };
    await assertRejects(
      () => countPart(follower.state, { file, isFinal: false }, { ...writerKeys, onReject: cut }),
      UnsettledError,
    );
  }));

Deno.test("a file that is put beside the log while the others are looked at is not overlooked", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    const state = await counted(writer);
    writer.rotate("rename");
    const opened: LogFile[] = [];
    const open = async (path: string) => {
      const file = await LogFile.open(path);
      if (file) opened.push(file);
      if (path !== writer.log) await Deno.writeTextFile(`${writer.log}.2`, "");
      return file;
    };
    const search = { log: writer.log, state, held: undefined, open };
    await assertRejects(() => findParts(search), UnsettledError);
    assertEquals((await findParts(search)).parts.length, 1);
    for (const file of opened) file[Symbol.dispose]();
  }));

Deno.test("a log that begins like the one before and goes on differently is another", () =>
  withFolder(async (dir) => {
    const log = join(dir, "logs.csv");
    const row = (user: number) => `2026-11-21T00:00:00Z,${user},prod_001,view\n`;
    const same = "timestamp,user_id,product_id,event_type\n" + row(101).repeat(200);
    await Deno.writeTextFile(log, same + row(102).repeat(100));
    await once(log);
    await Deno.writeTextFile(log, same + row(103).repeat(200));
    assertEquals((await once(log)).rows_read, 300 + 400);
  }));

Deno.test("of two followers of one log the second is refused, and names the first", () =>
  withFolder(async (dir) => {
    const log = join(dir, "logs.csv");
    using _first = await LogFollower.open(optionsOf(log), writerKeys);
    const error = await assertRejects(() => once(log), FollowedError);
    assertStringIncludes(error.message, "follows it already");
    if (Deno.build.os !== "windows") assertStringIncludes(error.message, `process ${Deno.pid} `);
  }));

Deno.test("a lock file that a process has left does not matter", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    await Deno.mkdir(join(dir, "follow"));
    await Deno.writeTextFile(filesOf(writer.log).lock, "99999999");
    assertCounted(await counted(writer), writer.log, writer.texts);
  }));

Deno.test("whatever byte of the state is damaged, it is refused, and a restart counts anew", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    await counted(writer);
    const { state } = filesOf(writer.log);
    const bytes = await Deno.readFile(state);
    for (let at = 0; at < bytes.length; at += 97) {
      await Deno.writeFile(state, bytes.map((byte, index) => index === at ? byte ^ 1 : byte));
      const error = await assertRejects(() => once(writer.log), FollowStateError);
      assertStringIncludes(error.message, "it is damaged. --restart forgets it");
    }
    await Deno.writeFile(state, bytes.subarray(0, 20));
    await assertRejects(() => once(writer.log), FollowStateError);
    const restarted = await once(writer.log, { restart: true });
    assertCounted(restarted, writer.log, writer.texts);
  }));

Deno.test("with other users the log is counted anew, with a notice", () =>
  withFolder(async (dir) => {
    const writer = new LogWriter(dir, good);
    await counted(writer);
    writer.rotate("rename");
    await counted(writer);
    const { notices, onNotice } = noting();
    const state = await once(
      writer.log,
      { onNotice },
      followKeys({ ...writerStore, cities: new Map([["101", "Blida"]]) }),
    );
    assertEquals(state.cube.byCity?.cities, ["Blida", "unknown"]);
    assertEquals(state.rows_read, wholeScan(writer.texts.slice(1)).rows_read);
    assertStringIncludes(notices.join(), "other products or users");
  }));

Deno.test("of a followed log that cannot be used a sample is set aside, with how much is left out", () =>
  withFolder(async (dir) => {
    const log = join(dir, "logs.csv");
    const bad = "2026-11-20T00:00:00Z,101,prod_001,look\n";
    await Deno.writeTextFile(log, `timestamp,user_id,product_id,event_type\n${bad.repeat(3000)}`);
    const aside = () =>
      parse(Deno.readTextFileSync(filesOf(log).quarantine), { skipFirstRow: true })
        .map(({ line, text }) => line || text);
    const sample = Array.from({ length: 1000 }, (_, index) => String(index + 2));
    assertEquals((await once(log, { maxRejected: 0.05 })).quarantine.lines, 1000);
    assertEquals(aside(), [...sample, "2,000 more lines"]);
    await Deno.writeTextFile(log, bad.repeat(3000), { append: true });
    await once(log, { maxRejected: 0.05 });
    assertEquals(aside(), [...sample, "5,000 more lines"]);
    await Deno.writeTextFile(log, bad, { append: true });
    await once(log); // now they are allowed
    assertEquals(aside(), [...sample, "6002", "5,000 more lines"]);
  }));

Deno.test("something else than a log is refused in one line that says so", () =>
  withFolder(async (dir) => {
    const log = join(dir, "logs.csv");
    await Deno.writeTextFile(log, "name,price\n1,2\n");
    const error = await assertRejects(() => once(log), LogError);
    assertStringIncludes(error.message, 'line 1 is "name,price", expected the header timestamp,');
  }));
