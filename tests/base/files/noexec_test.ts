import { assertEquals } from "@std/assert";
import { noexecMount } from "../../../lib/base/files/noexec.ts";

const mounts = [
  "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
  "30 22 0:25 / /nowhere/home rw,nosuid,noexec shared:2 - ext4 /dev/sdb1 rw",
  "31 30 0:26 / /nowhere/home/amina/fast rw shared:3 - ext4 /dev/sdc1 rw",
  "32 22 0:27 / /nowhere/my\\040stick rw,noexec - vfat /dev/sdd1 rw",
  "33 22 0:28 / /nowhere/twice rw,noexec - tmpfs tmpfs rw",
  "34 33 0:29 / /nowhere/twice rw - tmpfs tmpfs rw",
  "35 22 0:30 / /nowhere/options rw - fuse x rw,noexec",
].join("\n");

Deno.test("the file system on which a path is, or would be, is found, and whether programs run there", () => {
  const cases: Record<string, string | undefined> = {
    "/nowhere/home/amina/.cache/dzstore": "/nowhere/home",
    "/nowhere/home": "/nowhere/home",
    "/nowhere/homes/amina": undefined,
    "/nowhere/home/amina/fast/cache": undefined,
    "/nowhere/my stick/project": "/nowhere/my stick",
    "/nowhere/twice/x": undefined,
    "/nowhere/options/x": undefined,
    "/usr": undefined,
  };
  for (const [path, expected] of Object.entries(cases)) {
    assertEquals(noexecMount(path, mounts), expected, path);
  }
  assertEquals(noexecMount("/usr", "not a table"), undefined);
});
