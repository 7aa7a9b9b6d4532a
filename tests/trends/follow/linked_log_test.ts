import { assertEquals, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { followFiles } from "../../../lib/trends/follow/follow_files.ts";
import { LogFollower } from "../../../lib/trends/follow/log_follower.ts";
import { filesBetween } from "../../../lib/trends/follow/log_series.ts";
import { withFolder } from "../../e2e/support/folder.ts";
import { writerKeys } from "./log_writer.ts";

const header = "timestamp,user_id,product_id,event_type\n";

/** A followed log that is a link, and what can be done with it and the files that it leads to. */
class LinkedLog {
  readonly notices: string[] = [];
  readonly log: string;
  #rows = 0;
  #held: LogFollower | undefined;

  /** @param holds whether one process looks at it all the time; otherwise each look is a new one */
  constructor(readonly dir: string, readonly holds: boolean, name = "current.csv") {
    this.log = join(dir, name);
  }

  /** Adds rows to a file, with its header if it is new. */
  add(file: string, rows: number): void {
    const path = join(this.dir, file);
    Deno.mkdirSync(dirname(path), { recursive: true });
    const isNew = !Deno.readDirSync(dirname(path)).some(({ name }) => path.endsWith(`/${name}`));
    const texts = Array.from(
      { length: rows },
      () => `2025-11-27T10:00:00Z,${this.#rows++},prod_001,view\n`,
    );
    const text = (isNew ? header : "") + texts.join("");
    Deno.writeTextFileSync(path, text, { append: true });
  }

  pack(file: string): void {
    const path = join(this.dir, file);
    Deno.writeFileSync(`${path}.gz`, gzipSync(Deno.readFileSync(path)));
    Deno.removeSync(path);
  }

  /** Points a link, the log itself if not told otherwise, at a file or a folder. */
  lead(target: string, link = this.log): void {
    const temporary = join(this.dir, "link.tmp");
    Deno.symlinkSync(target, temporary);
    Deno.renameSync(temporary, link);
  }

  /** Counts what is new; says how many rows were counted in all. */
  async look(): Promise<number> {
    const open = () =>
      LogFollower.open({
        log: this.log,
        files: followFiles(this.dir, this.log),
        onNotice: (text) => this.notices.push(text),
      }, writerKeys);
    if (this.holds) return (await (this.#held ??= await open()).advance()).rows_kept;
    using follower = await open();
    return (await follower.advance()).rows_kept;
  }

  end(): void {
    this.#held?.[Symbol.dispose]();
  }
}

/** By what happens: what is done, and how many rows must have been counted after each look. */
const stories: Record<string, (log: LinkedLog) => Promise<void>> = {
  async "the next day in a subfolder"(log) {
    log.add("arch/2025-11-27.csv", 2);
    log.lead("arch/2025-11-27.csv");
    assertEquals(await log.look(), 2);
    log.add("arch/2025-11-27.csv", 2);
    log.add("arch/2025-11-28.csv", 1);
    log.lead("arch/2025-11-28.csv");
    assertEquals(await log.look(), 5);
    log.add("arch/2025-11-28.csv", 1);
    assertEquals(await log.look(), 6);
  },
  async "days that nobody looked at, one of them compressed, and one that is still to come"(log) {
    log.add("arch/2025-11-08.csv", 2);
    log.add("arch/2025-11-07.csv", 50); // before the counting began
    log.lead("arch/2025-11-08.csv");
    assertEquals(await log.look(), 2);
    log.add("arch/2025-11-08.csv", 1);
    log.add("arch/2025-11-09.csv", 3);
    log.pack("arch/2025-11-09.csv");
    log.add("arch/2025-11-10.csv", 4);
    log.add("arch/2025-11-11.csv", 5);
    log.add("arch/2025-11-12.csv", 70);
    log.add("arch/notes.csv", 90);
    log.lead("arch/2025-11-11.csv");
    assertEquals(await log.look(), 15);
    log.lead("arch/2025-11-12.csv");
    assertEquals(await log.look(), 85);
  },
  async "a folder a day, across the end of a month"(log) {
    log.add("2025/11/30/shop.csv", 1);
    log.lead("2025/11/30/shop.csv");
    assertEquals(await log.look(), 1);
    log.add("2025/12/01/shop.csv", 2);
    log.add("2025/12/01/other.csv", 9);
    log.add("2025/12/02/shop.csv", 3);
    log.lead("2025/12/02/shop.csv");
    assertEquals(await log.look(), 6);
  },
  async "back to a file that was counted, and forth again"(log) {
    log.add("a.csv", 2);
    log.add("b/b.csv", 3);
    log.lead("a.csv");
    assertEquals(await log.look(), 2);
    log.lead("b/b.csv");
    assertEquals(await log.look(), 5);
    log.lead("a.csv");
    assertEquals(await log.look(), 5);
    assertEquals(await log.look(), 5);
    log.add("a.csv", 1);
    assertEquals(await log.look(), 6);
    log.add("b/b.csv", 1);
    log.lead("b/b.csv");
    assertEquals(await log.look(), 7);
    assertEquals(await log.look(), 7);
  },
  async "a file that had no row yet when it was looked at"(log) {
    log.add("arch/27.csv", 0);
    log.lead("arch/27.csv");
    assertEquals(await log.look(), 0);
    log.add("arch/27.csv", 2);
    log.add("arch/28.csv", 3);
    log.lead("arch/28.csv");
    assertEquals(await log.look(), 5);
  },
  async "what the link leads to is rotated: copied and cut, renamed, compressed"(log) {
    log.add("arch/shop.csv", 2);
    log.lead("arch/shop.csv");
    assertEquals(await log.look(), 2);
    const shop = join(log.dir, "arch", "shop.csv");
    log.add("arch/shop.csv", 1);
    Deno.copyFileSync(shop, `${shop}.1`);
    Deno.truncateSync(shop);
    Deno.writeTextFileSync(shop, header);
    log.add("arch/shop.csv", 3);
    assertEquals(await log.look(), 6);
    log.add("arch/shop.csv", 1);
    Deno.renameSync(shop, `${shop}.2`);
    log.pack("arch/shop.csv.2");
    log.add("arch/shop.csv", 5);
    assertEquals(await log.look(), 12);
  },
  async "the folder on the way is the link"(log) {
    log.add("day 1/shop.csv", 2);
    log.lead("day 1", join(log.dir, "today"));
    assertEquals(await log.look(), 2);
    log.add("day 1/shop.csv", 1);
    log.add("day 2/shop.csv", 1);
    log.add("day 3/shop.csv", 1);
    log.lead("day 3", join(log.dir, "today"));
    assertEquals(await log.look(), 5);
  },
};

for (const [story, tell] of Object.entries(stories)) {
  Deno.test(`a followed log that is a link: ${story}`, {
    ignore: Deno.build.os === "windows",
  }, async () => {
    for (const holds of [false, true]) {
      await withFolder(async (dir) => {
        const log = new LinkedLog(
          dir,
          holds,
          story.includes("folder on") ? "today/shop.csv" : undefined,
        );
        try {
          await tell(log);
          assertEquals(log.notices, []);
        } finally {
          log.end();
        }
      });
    }
  });
}

Deno.test("a followed log that is a link to what is then gone: a notice says that rows are lost", {
  ignore: Deno.build.os === "windows",
}, () =>
  withFolder(async (dir) => {
    const log = new LinkedLog(dir, false);
    log.add("arch/2025-11-27.csv", 2);
    log.lead("arch/2025-11-27.csv");
    assertEquals(await log.look(), 2);
    Deno.removeSync(join(dir, "arch", "2025-11-27.csv"));
    assertEquals(await log.look(), 2);
    log.add("arch/2025-11-28.csv", 1);
    log.lead("arch/2025-11-28.csv");
    assertEquals(await log.look(), 3);
    assertStringIncludes(log.notices.join(), "rows that it got after that are lost");
  }));

Deno.test("filesBetween finds what is named between two files, by number and not by letter", () =>
  withFolder(async (dir) => {
    const write = async (...names: string[]) => {
      for (const name of names) {
        await Deno.mkdir(dirname(join(dir, name)), { recursive: true });
        await Deno.writeTextFile(join(dir, name), "");
      }
    };
    await write("8.csv", "9.csv", "10.csv.gz", "11.csv", "12.csv", "10.txt", "9/10.csv");
    const between = async (first: string, last: string) =>
      (await filesBetween(join(dir, first), join(dir, last))).map((path) =>
        path.slice(dir.length + 1)
      );
    assertEquals(await between("8.csv", "12.csv"), ["9.csv", "10.csv.gz", "11.csv"]);
    assertEquals(await between("8.csv.gz", "10.csv"), ["9.csv"]);
    assertEquals(await between("12.csv", "8.csv"), []);
    assertEquals(await between("8.csv", "8.csv"), []);
    assertEquals(await between("8.csv", "12.txt"), []);
    assertEquals(await between("8/1.csv", "10/2.csv"), ["9/10.csv"]);
    assertEquals(await between("no/1.csv", "no/3.csv"), []);
  }));
