/** What the browser fetches beside the pages: styles, scripts, the icon. */
import * as esbuild from "esbuild";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** A file for the browser. Its path changes with its content, so that it can be kept for ever. */
export interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The same compressed, by the name of the encoding, the smallest first. */
  readonly encoded: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** All of them. */
export interface Assets {
  /** By path, such as `/assets/main-ABCD1234.js`. */
  readonly byPath: ReadonlyMap<string, Asset>;
  /** The paths of those that pages name. */
  readonly style: string;
  readonly script: string;
  readonly icon: string;
}

const folder = import.meta.dirname ?? ".";
const prefix = "/assets/";
const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/**
 * Bundles the client's TypeScript and the styles. What the first page does not need, such as the chart, is in
 * files of its own.
 */
export async function buildAssets(): Promise<Assets> {
  const entries = { main: "client/main.ts", style: "static/style.css", icon: "static/icon.svg" };
  const { outputFiles } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: path, out })),
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
    outdir: join(folder, "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".svg": "copy" },
    logLevel: "silent",
  });
  await esbuild.stop();
  const byPath = new Map<string, Asset>();
  for (const { path, contents } of outputFiles) {
    const name = path.replaceAll("\\", "/").split("/").at(-1) ?? "";
    byPath.set(prefix + name, assetOf(name, new Uint8Array(contents)));
  }
  const named = (stem: string) =>
    [...byPath.keys()].find((path) => path.startsWith(`${prefix}${stem}-`)) ?? "";
  return { byPath, style: named("style"), script: named("main"), icon: named("icon") };
}

function assetOf(name: string, body: Uint8Array<ArrayBuffer>): Asset {
  const encoded = new Map([
    ["br", new Uint8Array(brotliCompressSync(body))],
    ["gzip", new Uint8Array(gzipSync(body, { level: 9 }))],
  ]);
  return { type: types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream", body, encoded };
}
