/**
 * Counts a growing log over and over, until it is killed, for `follow_test.ts`; says when it begins.
 * Argument: the log.
 */
import { print, printAside } from "../../../lib/base/print.ts";
import { pause } from "../../../lib/base/pause.ts";
import { dirname } from "node:path";
import { followFiles } from "../../../lib/trends/follow/follow_files.ts";
import { LogFollower } from "../../../lib/trends/follow/log_follower.ts";
import { writerKeys } from "../../trends/follow/log_writer.ts";

const [log = ""] = Deno.args;
const follower = await LogFollower.open(
  { log, files: followFiles(dirname(log), log), onNotice: printAside },
  writerKeys,
);
print("begun");
for (;;) {
  await follower.advance();
  await pause(1);
}
