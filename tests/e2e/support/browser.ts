/** A real browser for the tests. */
import sparticuz from "@sparticuz/chromium";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** What Chromium and Chrome are called, and where they are where programs are not on the path. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Starts a browser without a window: the machine's Chromium or Chrome, or else the one that npm brings (for
 * Linux on x86-64, which needs libnss3).
 */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await installed() ?? await sparticuz.executablePath();
  // Tests run in containers and as root, where the browser's own sandbox cannot; it only sees our pages.
  return await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

async function installed(): Promise<string | undefined> {
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter);
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of [...paths, ...places]) {
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
}
