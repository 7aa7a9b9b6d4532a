import { assertEquals } from "@std/assert";
import { zipName } from "../../lib/submission/zip_name.ts";

Deno.test("zipName() is a file name on every system, whatever the name is", () => {
  assertEquals(zipName("store", "Amina Bensaïd", null), "dzstore_amina_bensaid.zip");
  assertEquals(zipName("store", "Amina Bensaïd", "G 2"), "dzstore_amina_bensaid_g_2.zip");
  assertEquals(zipName("store", "../../etc/passwd", null), "dzstore_etc_passwd.zip");
  assertEquals(zipName("store", "أمينة", null), "dzstore_أمينة.zip");
  assertEquals(zipName("store", "?!", null), "dzstore_submission.zip");
  assertEquals(
    zipName("store", "x".repeat(100), null).length,
    "dzstore_".length + 60 + ".zip".length,
  );
});
