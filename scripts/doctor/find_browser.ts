/** Finds a browser that can run without a window. */
import { delimiter, join } from "node:path";

/** What Chromium and Chrome are called, and where they are where programs are not on the path. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of the machine's own Chromium or Chrome, if it has one. */
export async function findBrowser(path: string): Promise<string | undefined> {
  const paths = path.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  for (const candidate of [...paths, ...places]) {
    if (await Deno.stat(candidate).then(({ isFile }) => isFile, () => false)) return candidate;
  }
}
