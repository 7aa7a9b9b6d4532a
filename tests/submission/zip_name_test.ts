import { assert, assertEquals } from "@std/assert";
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

Deno.test("zipName() keeps letters whole, in every script, and fits into a file name's bytes", () => {
  const names: Readonly<Record<string, string>> = {
    "\u200fم\u200fح\u200fم\u200fد": "محمد", // marks of direction
    "می\u200cخواهم": "میخواهم", // Persian, with a joiner
    "ශ්\u200dරී": "ශ්රී", // Sinhala
    "Ame\u0301lie": "amelie", // decomposed
    "İpek": "ipek",
    "हिन्दी नाम": "हिन्दी_नाम",
    "👩\u200d👩\u200d👧 Lina ❤\ufe0f": "lina",
    "so\u00adft": "soft",
    "🏴\u{e0067}\u{e0062}\u{e007f}": "submission",
    "CON": "con",
    "..": "submission",
  };
  for (const [name, expected] of Object.entries(names)) {
    const file = zipName("store", name, null);
    assertEquals(file, `dzstore_${expected}.zip`);
    assertEquals(file, file.normalize("NFC"));
  }
  for (const long of ["𠮷".repeat(100), "한".repeat(100), "ශ්‍රී ".repeat(100)]) {
    const file = zipName("store", long, null);
    assert(new TextEncoder().encode(file).length <= 230, file);
    assert(file.isWellFormed(), file);
  }
});
