import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { systemCertificates, trustStoreOf } from "../../lib/java/trust_store.ts";

Deno.test("a trust store says what it is, how much it holds, and that it is whole", () => {
  const pem = "-----BEGIN CERTIFICATE-----\nAQID\nBAU=\n-----END CERTIFICATE-----\n";
  const store = trustStoreOf([pem, pem]);
  const view = new DataView(store.buffer);
  assertEquals([view.getUint32(0), view.getUint32(4), view.getUint32(8)], [0xfeedfeed, 2, 2]);
  const body = store.subarray(0, -20);
  assertEquals([...body.subarray(-9)], [0, 0, 0, 5, 1, 2, 3, 4, 5]);
  const password = [..."changeit"].flatMap((letter) => [0, letter.charCodeAt(0)]);
  const digest = createHash("sha1").update(new Uint8Array(password)).update("Mighty Aphrodite")
    .update(body).digest();
  assertEquals([...store.subarray(-20)], [...digest]);
});

Deno.test("this machine trusts somebody", () => {
  const certificates = systemCertificates();
  assert(certificates.length > 50);
  assert(certificates.every((pem) => pem.startsWith("-----BEGIN CERTIFICATE-----")));
});
