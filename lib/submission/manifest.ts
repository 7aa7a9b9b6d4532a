/** What is in a zip, and whose it is. */
import { createHash } from "node:crypto";
import { z } from "zod";

/** `manifest.json` of a zip. */
export const manifest = z.strictObject({
  /** The version of this form. */
  version: z.literal(1),
  name: z.string().min(1),
  group: z.string().min(1).nullable(),
  /** When it was made, ISO 8601. */
  made: z.iso.datetime(),
  /** Whether every notebook ran to its end and every check passed. */
  complete: z.boolean(),
  /** What is not as it should be; empty if it is complete. */
  problems: z.array(z.string()),
  /** Every file but this one. */
  files: z.array(z.strictObject({
    path: z.string().min(1),
    bytes: z.int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })),
});
/** Such a manifest. */
export type Manifest = z.infer<typeof manifest>;

/** Where it is in the zip. */
export const manifestPath = "manifest.json";

/** The files of a zip by their paths in it. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** Lists files as a manifest does, by path. */
export function listed(files: Files): Manifest["files"] {
  return Object.entries(files).map(([path, bytes]) => ({
    path,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  })).sort((a, b) => a.path < b.path ? -1 : 1);
}
