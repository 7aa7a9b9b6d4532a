/** What the middlewares of the app hand on. */
import { createDefine } from "fresh";
import type { Assets } from "./assets.ts";
import type { LiveData } from "./data/live_data.ts";
import type { Warehouse } from "./data/warehouse/warehouse.ts";
import type { LiveState } from "./data/live_state.ts";

/** Where one can go: a page as the navigation shows it. */
export interface Place {
  /** Of the page; what is below it is a part of it. */
  readonly path: string;
  readonly name: string;
}

/** What every request knows. */
export interface State {
  readonly places: readonly Place[];
  readonly data: LiveData;
  readonly assets: Assets;
  /** The stores of the warehouse; absent: nobody said where they are. */
  readonly warehouse?: Warehouse;
  /** Which versions there were before anything was read for the page, which may thus be newer. */
  readonly live: LiveState;
  /** What the page is called, for the browser's tab. */
  title?: string;
  /** Whose the times of the page are; absent: Algeria's. */
  times?: string;
  /** What the page is about, so that it is drawn again when that changes. */
  topic?: string;
  /** Whether a query for the page has failed, so that it shows what was read before, or nothing. */
  isStale?: boolean;
}

export const define = createDefine<State>();
