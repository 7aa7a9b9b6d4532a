/** Whom this machine trusts, in the form in which Java reads it. */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import tls from "node:tls";

/** The certificates of the authorities that this machine trusts, each in PEM. */
export function systemCertificates(): string[] {
  const kinds = ["bundled", "system", "extra"] as const;
  return [...new Set(kinds.flatMap((kind) => tls.getCACertificates(kind)))];
}

/**
 * A trust store of Java's own kind, JKS, with these certificates and the usual password. What it is made of is
 * in the source of `sun.security.provider.JavaKeyStore`.
 *
 * @param certificates each in PEM
 */
export function trustStoreOf(certificates: readonly string[]): Uint8Array<ArrayBuffer> {
  const entries = certificates.map((pem, index) => {
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
    const trusted = 2, created = [0, 0];
    return Buffer.concat([
      ...[number(trusted), text(`authority ${index}`), ...created.map(number)],
      ...[text("X.509"), number(der.length), der],
    ]);
  });
  const magic = 0xfeedfeed, version = 2;
  const body = Buffer.concat([...[magic, version, certificates.length].map(number), ...entries]);
  const password = Buffer.from("changeit", "utf16le").swap16();
  const digest = createHash("sha1").update(password).update("Mighty Aphrodite").update(body);
  return Uint8Array.from(Buffer.concat([body, digest.digest()]));
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
