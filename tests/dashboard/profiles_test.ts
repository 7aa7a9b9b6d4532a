import { assertEquals } from "@std/assert";
import { userNumber } from "../../fresh-app/pages/users/profiles.ts";

Deno.test("userNumber reads an id as it is written, and nothing else", () => {
  assertEquals(userNumber("user_101"), 101);
  for (const id of ["user_0101", "user_0", "101", "USER_101", "user_101 ", "user_1e3", "user_"]) {
    assertEquals(userNumber(id), undefined, id);
  }
  assertEquals(userNumber(`user_${"9".repeat(20)}`), undefined);
});
