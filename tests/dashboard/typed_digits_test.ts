import { assertEquals } from "@std/assert";
import { typedDigits } from "../../fresh-app/pages/users/typed_digits.ts";

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
