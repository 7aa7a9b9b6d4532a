import { assertEquals } from "@std/assert";
import { cacheDirOf } from "../../lib/base/cache_dir.ts";
import { projectDir, readSettings } from "../../lib/base/settings.ts";

const linux = { os: "linux", home: "/home/amina", temp: "/tmp", user: "1000" } as const;
const homeless = { ...linux, home: "" };
const windows = { os: "windows", home: "", temp: "C:\\Temp", user: "cache" } as const;

Deno.test("the cache is the user's, whatever the environment lacks, and never the project's", () => {
  const cases: [string, Record<string, string>, Parameters<typeof cacheDirOf>[1]][] = [
    ["/home/amina/.cache/dzstore", { HOME: "/home/amina" }, homeless],
    ["/fast/dzstore", { HOME: "/home/amina", XDG_CACHE_HOME: "/fast" }, linux],
    ["/home/amina/.cache/dzstore", { HOME: "/home/amina", XDG_CACHE_HOME: "cache" }, linux],
    ["/home/amina/.cache/dzstore", {}, linux],
    ["/home/amina/.cache/dzstore", { HOME: "" }, linux],
    ["/home/amina/.cache/dzstore", { HOME: "." }, linux],
    ["/tmp/dzstore-1000", {}, homeless],
    ["/tmp/dzstore-1000", { HOME: "relative", XDG_CACHE_HOME: "./x" }, homeless],
    ["/Users/a/Library/Caches/dzstore", { HOME: "/Users/a" }, { ...linux, os: "darwin" }],
    ["/tmp/dzstore-1000", {}, { ...homeless, os: "darwin" }],
    ["D:\\cache\\dzstore", { LOCALAPPDATA: "D:\\cache", USERPROFILE: "C:\\Users\\a" }, windows],
    ["C:\\Users\\a\\AppData\\Local\\dzstore", { USERPROFILE: "C:\\Users\\a" }, windows],
    ["C:\\Temp\\dzstore-cache", {}, windows],
  ];
  for (const [expected, env, owner] of cases) assertEquals(cacheDirOf(env, owner), expected);
});

Deno.test("without HOME the settings name a cache outside the project; DZ_CACHE decides", () => {
  assertEquals(readSettings({}).cacheDir.startsWith(projectDir), false);
  assertEquals(readSettings({ DZ_CACHE: "/fast" }).cacheDir, "/fast");
});
