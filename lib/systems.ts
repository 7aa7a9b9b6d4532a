/** The systems of the kit, in the order of reading; one that is not built yet has no line. */

/** A system: a word for it, and where it is found in the five places that use the word. */
export interface System {
  /** The word. */
  readonly name: string;
  /** What it is, in half a sentence. */
  readonly what: string;
  /** Its tasks in `deno.json`, the main one first. */
  readonly tasks: readonly [string, ...string[]];
  /** The folders in `lib/` whose `mod.ts` are its faces. */
  readonly rooms: readonly string[];
  /** The folder of its notebooks, from the project's. */
  readonly notebooks: string;
  /** Its first page of the dashboard. */
  readonly page: string;
  /** What to read about it, from the project's folder. */
  readonly docs: string;
}

/** By their names. */
export const systems = {
  store: {
    name: "store",
    what: "an online shop: its trends, recommendations, Black Friday orders and VIPs",
    tasks: ["pipeline", "generate", "trends", "logs", "recs", "evaluate", "cap", "vip", "spark"],
    rooms: ["simulate", "trends", "recommend", "cap", "campaign"],
    notebooks: "notebooks/store",
    page: "/",
    docs: "docs/store.md",
  },
} as const satisfies Readonly<Record<string, System>>;

/** The name of a system that is built. */
export type SystemName = keyof typeof systems;
