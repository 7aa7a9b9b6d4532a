/** How the server shows that it is ours without giving the password away: who knows it can sign. */

/** Where the server answers who it is. */
export const proofPath = "/dzstore";

/** What it answers. */
export interface Proof {
  readonly pid: number;
  /** The SHA-256 of what was asked and the process, with the password as the key; in hexadecimal. */
  readonly signature: string;
}

/** Signs what was asked. */
export async function signed(password: string, asked: string, pid: number): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(password), algorithm, false, [
    "sign",
  ]);
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(`${asked} ${pid}`));
  return new Uint8Array(signature).toHex();
}
