import { assert, assertEquals } from "@std/assert";
import { parse } from "@std/csv";
import { promoList, promoListName } from "../../lib/campaign/promo_list.ts";
import { vipFields, vipOf } from "../../lib/campaign/vip.ts";
import { someUser } from "./some_vips.ts";

const read = (csv: string) => parse(csv, { skipFirstRow: true });

Deno.test("promoList has a header and a line for each VIP, in their order", () => {
  const vips = [103, 101].map((user_id) => vipOf(someUser({ user_id })));
  const [header, ...lines] = promoList(vips).split("\n");
  assertEquals(header, "user_id,name,email,phone,city,total_spend");
  assertEquals(lines, [
    "103,Amina Haddad,amina.haddad.103@courriel.example,+213551234567,Oran,150000",
    "101,Amina Haddad,amina.haddad.101@courriel.example,+213551234567,Oran,150000",
    "",
  ]);
  assertEquals(promoList([]), `${vipFields.join(",")}\n`);
});

Deno.test("promoList keeps accents, commas, quotes and lines of a name", () => {
  for (const name of ["Chaïma Aït-Ahmed", 'Ali "Baba", the son', "two\nlines", "أمينة"]) {
    const [row] = read(promoList([vipOf(someUser({ name }))]));
    assertEquals(row?.name, name);
  }
});

Deno.test("promoList writes no formula, but leaves a phone number as it is", () => {
  for (
    const name of [
      ...["=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1"],
      ...["＝1", "+213 55+1"],
    ]
  ) {
    const [row] = read(promoList([vipOf(someUser({ name, email: `${name}@a` }))]));
    assertEquals(row?.name, `'${name}`);
    assert(row?.email?.startsWith("'"));
    assertEquals(row?.phone, "+213551234567");
  }
});

Deno.test("promoListName is a plain file name, whatever the city", () => {
  assertEquals(
    ["Oran", "Sidi Bel Abbès", "M'Sila", "../../etc/passwd", "وهران", "C:\\x", "!"].map(
      promoListName,
    ),
    [
      ...["vip_oran.csv", "vip_sidi_bel_abbes.csv", "vip_m_sila.csv", "vip_etc_passwd.csv"],
      ...["vip_وهران.csv", "vip_c_x.csv", "vip.csv"],
    ],
  );
});
