import { assertEquals } from "@std/assert";
import { closeNames } from "../../../lib/base/text/close_names.ts";

const cities = [
  "Algiers",
  "Oran",
  "Constantine",
  "Sétif",
  "Sidi Bel Abbès",
  "Béjaïa",
  "Béchar",
  "Bordj Bou Arréridj",
  "Mila",
  "Médéa",
];

Deno.test("closeNames finds a name whose accents, capitals or blanks are others", () => {
  for (const [written, meant] of [["oran", "Oran"], ["SETIF", "Sétif"], [" bejaia ", "Béjaïa"]]) {
    assertEquals(closeNames(written ?? "", cities)[0], meant);
  }
});

Deno.test("closeNames finds a name with a letter too many, too few, or wrong", () => {
  for (
    const [written, meant] of [
      ...[["Orann", "Oran"], ["Ran", "Oran"], ["Algier", "Algiers"], ["Alger", "Algiers"]],
      ...[["Constamtime", "Constantine"], ["Setiff", "Sétif"]],
    ]
  ) assertEquals(closeNames(written ?? "", cities)[0], meant);
});

Deno.test("closeNames finds a name that was cut off", () => {
  assertEquals(closeNames("bordj", cities), ["Bordj Bou Arréridj"]);
  assertEquals(closeNames("sidi", cities), ["Sidi Bel Abbès"]);
});

Deno.test("closeNames names the closest first, and nothing that is far", () => {
  assertEquals(closeNames("Orann", ["Oram", "Oran", "Omar"]), ["Oran", "Oram"]);
  for (const far of ["Paris", "x", "", "Or", "O".repeat(5000)]) {
    assertEquals(closeNames(far, cities), [], far);
  }
});
