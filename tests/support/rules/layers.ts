/** The rule of layers: what lies lower in the house knows nothing of what stands on it. */
import type { Imports } from "./tree.ts";

/** Rooms of one floor, and whether a room may use those that are named before it. */
interface Layer {
  readonly rooms: readonly string[];
  readonly inOrder?: true;
}

/** From the ground up. A system is a room of its own; `compat` stands in for packages. */
const layers: readonly Layer[] = [
  { rooms: ["base", "systems.ts"] },
  { rooms: ["statistics", "compat", "charts"] },
  { rooms: ["servers", "python", "java"], inOrder: true },
  { rooms: ["mongo", "kafka", "clickhouse", "graph"] },
  { rooms: ["tasks", "streaming", "learn", "recommend/engine"] },
  { rooms: ["documents.ts", "log_format.ts"] },
  {
    rooms: [
      ...["simulate", "trends", "recommend", "cap", "campaign"],
      ...["warehouse", "stream", "journeys"],
    ],
  },
  {
    rooms: ["spark", "kubernetes", "jupyter", "notebook", "rubric", "submission"],
    inOrder: true,
  },
];

/** Files that import what lies beside or above them, and files of no room. */
export function layerFaults(imports: Imports): string[] {
  const faults: string[] = [];
  for (const [path, imported] of imports) {
    if (path.startsWith("lib/") && !placeOf(path)) faults.push(`${path} lies in no room of lib/`);
    for (const target of imported) {
      if (!mayImport(path, target)) faults.push(`${path} may not import ${target}`);
    }
  }
  return faults;
}

function mayImport(path: string, target: string): boolean {
  const [from, to] = [path, target].map((file) => file.split("/")[0] as string);
  if (from === "scripts") return true;
  if (from === "fresh-app") return to !== "scripts";
  if (to !== "lib") return false;
  const mine = placeOf(path), other = placeOf(target);
  if (!mine || !other || mine.room === other.room) return true;
  if (mine.floor !== other.floor) return mine.floor > other.floor;
  return layers[mine.floor]?.inOrder === true && mine.place > other.place;
}

/** Where a file of `lib/` lies: the longest room that holds it. */
function placeOf(path: string) {
  return layers
    .flatMap(({ rooms }, floor) => rooms.map((room, place) => ({ room, floor, place })))
    .filter(({ room }) => path === `lib/${room}` || path.startsWith(`lib/${room}/`))
    .sort((a, b) => b.room.length - a.room.length)[0];
}
