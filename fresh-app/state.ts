/** What the middlewares of the app hand on. */
import { createDefine } from "fresh";
import type { Assets } from "./assets.ts";
import type { Store } from "./data/store.ts";

/** What every request knows. */
export interface State {
  readonly store: Store;
  readonly assets: Assets;
  /** What the page is called, for the browser's tab. */
  title?: string;
  /** What the page is about, so that it is drawn again when that changes. */
  topic?: "trends" | "users";
}

export const define = createDefine<State>();
