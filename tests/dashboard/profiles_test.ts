import { assertEquals } from "@std/assert";
import { userNumber } from "../../fresh-app/data/profiles.ts";
import { typedDigits } from "../../fresh-app/routes/typed_digits.ts";

Deno.test("userNumber reads an id as it is written, and nothing else", () => {
  assertEquals(userNumber("user_101"), 101);
  for (const id of ["user_0101", "user_0", "101", "USER_101", "user_101 ", "user_1e3", "user_"]) {
    assertEquals(userNumber(id), undefined, id);
  }
  assertEquals(userNumber(`user_${"9".repeat(20)}`), undefined);
});

Deno.test("typedDigits understands ids, their beginnings and numbers, and nothing else", () => {
  for (
    const [typed, digits] of [["", ""], ["u", ""], ["user_", ""], ["7", "7"], ["USER_12", "12"]]
  ) {
    assertEquals(typedDigits(typed ?? ""), digits);
  }
  for (const typed of ["0", "user_01", "12a", "user12", "-1", "1.5", "$ne", "\0", "1".repeat(10)]) {
    assertEquals(typedDigits(typed), undefined, typed);
  }
});
