/** What the browser fetches beside the pages: styles, scripts, the icon. */

/** A file for the browser. Its path changes with its content, so that it can be kept for ever. */
export interface Asset {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The same compressed, by the name of the encoding, the smallest first. */
  readonly encoded: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** The paths of what the pages of a topic name beside what all do. */
export interface PageAssets {
  readonly style?: string;
  readonly script?: string;
}

/** All of them. */
export interface Assets {
  /** By path, such as `/assets/main-ABCD1234.js`. */
  readonly byPath: ReadonlyMap<string, Asset>;
  /** The paths of those that all pages name. */
  readonly style: string;
  readonly script: string;
  readonly icon: string;
  readonly ofTopic: ReadonlyMap<string, PageAssets>;
}
