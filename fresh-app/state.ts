/** What the middlewares of the app hand on. */
import { createDefine } from "fresh";
import type { Assets } from "./assets.ts";
import type { LiveState, Store, Topic } from "./data/store.ts";

/** What every request knows. */
export interface State {
  readonly store: Store;
  readonly assets: Assets;
  /** Which versions there were before anything was read for the page, which may thus be newer. */
  readonly live: LiveState;
  /** What the page is called, for the browser's tab. */
  title?: string;
  /** What the page is about, so that it is drawn again when that changes. */
  topic?: Topic;
  /** Whether a query for the page has failed, so that it shows what was read before, or nothing. */
  isStale?: boolean;
}

export const define = createDefine<State>();
