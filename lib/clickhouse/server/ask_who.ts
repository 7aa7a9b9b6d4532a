/** Asks who answers at a port of loopback, past any proxy. */
import { get } from "node:http";
import { type Proof, proofPath, signed } from "./proof.ts";
import type { SavedServer } from "./state_file.ts";

const timeout_ms = 3000;

/** The process that answers at the server's port, if it knows the password. Asking does not give it away. */
export async function askWho({ port, password }: SavedServer): Promise<number | undefined> {
  const asked = crypto.randomUUID();
  try {
    const text = await textAt(`http://127.0.0.1:${port}${proofPath}?asked=${asked}`);
    const { pid, signature } = JSON.parse(text) as Proof;
    return signature === await signed(password, asked, pid) ? pid : undefined;
  } catch {
    return undefined; // nobody, or somebody else
  }
}

function textAt(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(address, { agent: false, timeout: timeout_ms }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => text += piece);
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.on("timeout", () => request.destroy(new Error("no answer")));
  });
}
