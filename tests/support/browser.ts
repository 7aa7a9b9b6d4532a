/** A real browser, without a window. */
import sparticuz, { inflate } from "@sparticuz/chromium";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** What Chromium and Chrome are called, and where they are where programs are not on the path. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

// Tests run in containers and as root, where the browser's own sandbox cannot; it only sees our pages.
const args = ["--no-sandbox", "--disable-gpu"];

/**
 * Starts a browser without a window: the machine's Chromium or Chrome, or else the one that npm brings (for
 * Linux on x86-64), with the libraries that npm brings if the machine has none for it.
 */
export async function startBrowser(): Promise<Browser> {
  const installed = await find();
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

async function find(): Promise<string | undefined> {
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter);
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of [...paths, ...places]) {
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
}

/** The folder of the libraries, such as libnss3, that Chromium needs and a bare Linux does not have. */
async function libraries(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  return join(await inflate(join(dirname(entry), "..", "bin", "al2023.tar.br")), "lib");
}
