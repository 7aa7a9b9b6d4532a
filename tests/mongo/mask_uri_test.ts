import { assertEquals } from "@std/assert";
import { maskUri } from "../../lib/mongo/mask_uri.ts";

Deno.test("maskUri hides the password and nothing else", () => {
  assertEquals(
    maskUri("mongodb+srv://u:p%40ss@cluster0.example.net/db?retryWrites=true"),
    "mongodb+srv://u:***@cluster0.example.net/db?retryWrites=true",
  );
  assertEquals(maskUri("mongodb://u:pa@ss@a:1,b:2/db"), "mongodb://u:***@a:1,b:2/db");
});

Deno.test("maskUri leaves a connection string without a password as it is", () => {
  for (const uri of ["mongodb://127.0.0.1:27017,127.0.0.1:27018/", "mongodb://u@host/"]) {
    assertEquals(maskUri(uri), uri);
  }
});
