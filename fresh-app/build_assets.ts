/** Makes what the browser fetches beside the pages. */
import * as esbuild from "esbuild";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Asset, Assets } from "./assets.ts";
import { allPages } from "./pages/mod.ts";
import type { Page } from "./pages/page.ts";

const folder = import.meta.dirname ?? ".";
const prefix = "/assets/";
const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** For every page: the name in the browser, and the file. */
const shared = {
  style: join(folder, "static", "shared.css"),
  script: join(folder, "client", "main.ts"),
  icon: join(folder, "static", "icon.svg"),
};

/**
 * Bundles the client's TypeScript and the styles: what all pages need, and for each page what it
 * names. What no first page needs, such as the drawing of charts, is in files of its own.
 */
export async function buildAssets(pages: readonly Page[] = allPages): Promise<Assets> {
  const entries = [
    ...Object.entries(shared).map(([out, path]) => ({ in: path, out: `shared-${out}` })),
    ...pages.flatMap(({ topic, style, script }) =>
      [style, script].filter((url) => url !== undefined)
        .map((url) => ({ in: fileURLToPath(url), out: topic }))
    ),
  ];
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: entries,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
    metafile: true,
    outdir: join(folder, "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".svg": "copy" },
    logLevel: "silent",
  });
  await esbuild.stop();
  const nameIn = (path: string) => path.replaceAll("\\", "/").split("/").at(-1) ?? "";
  const byPath = new Map(outputFiles.map(({ path, contents }) => {
    const name = nameIn(path);
    return [prefix + name, assetOf(name, new Uint8Array(contents))];
  }));
  const madeOf = new Map(
    Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [
      entryPoint && resolve(folder, entryPoint),
      prefix + nameIn(path),
    ]),
  );
  const made = (file: string) => madeOf.get(file) ?? "";
  return {
    byPath,
    style: made(shared.style),
    script: made(shared.script),
    icon: made(shared.icon),
    ofTopic: new Map(pages.map(({ topic, style, script }) => [topic, {
      ...(style && { style: made(fileURLToPath(style)) }),
      ...(script && { script: made(fileURLToPath(script)) }),
    }])),
  };
}

function assetOf(name: string, body: Uint8Array<ArrayBuffer>): Asset {
  const encoded = new Map([
    ["br", new Uint8Array(brotliCompressSync(body))],
    ["gzip", new Uint8Array(gzipSync(body, { level: 9 }))],
  ]);
  return { type: types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream", body, encoded };
}
