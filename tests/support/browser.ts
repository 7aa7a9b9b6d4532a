/** A real browser, without a window. */
import sparticuz, { inflate } from "@sparticuz/chromium";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { findBrowser } from "../../scripts/doctor/find_browser.ts";

// Tests run in containers and as root, where the browser's own sandbox cannot; it only sees our pages.
const args = ["--no-sandbox", "--disable-gpu"];

/**
 * Starts a browser without a window: the machine's Chromium or Chrome, or else the one that npm brings (for
 * Linux on x86-64), with the libraries that npm brings if the machine has none for it.
 */
export async function startBrowser(): Promise<Browser> {
  const installed = await findBrowser(Deno.env.get("PATH") ?? "");
  if (installed) return await chromium.launch({ executablePath: installed, args });
  const executablePath = await sparticuz.executablePath();
  try {
    return await chromium.launch({ executablePath, args });
  } catch (error) {
    if (!String(error).includes("error while loading shared libraries")) throw error;
    const env = { ...Deno.env.toObject(), LD_LIBRARY_PATH: await libraries() };
    return await chromium.launch({ executablePath, args, env });
  }
}

/** The folder of the libraries, such as libnss3, that Chromium needs and a bare Linux does not have. */
async function libraries(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  return join(await inflate(join(dirname(entry), "..", "bin", "al2023.tar.br")), "lib");
}
