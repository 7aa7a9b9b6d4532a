import { assertEquals } from "@std/assert";
import { readJava } from "../../lib/java/inspect_java.ts";

Deno.test("readJava reads what Java prints of itself, old and new", () => {
  const printed = (version: string, more = "") =>
    `Property settings:\n    java.home = /opt/my java\n    java.version = ${version}\n${more}`;
  const found = (version: string) => readJava(printed(version))?.major;
  assertEquals(["17.0.15", "1.8.0_402", "21", "17-ea"].map(found), [17, 8, 21, 17]);
  const modules = "java.base@17.0.9\r\njdk.unsupported@17.0.9\r\n";
  assertEquals(readJava(printed("17.0.9\r", modules)), {
    home: "/opt/my java",
    version: "17.0.9",
    major: 17,
    modules: ["java.base", "jdk.unsupported"],
  });
  assertEquals(readJava("no such file"), undefined);
});
