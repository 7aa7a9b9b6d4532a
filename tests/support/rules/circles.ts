/** The rule that files stand in no circle: each can be read after those that it imports. */
import type { Imports } from "./tree.ts";

/** Circles of files, each as its files in the order in which one imports the next. */
export function circleFaults(imports: Imports): string[] {
  const faults: string[] = [];
  const done = new Set<string>(), trail: string[] = [];
  const visit = (path: string) => {
    const begin = trail.indexOf(path);
    if (begin >= 0) faults.push(`a circle: ${[...trail.slice(begin), path].join(" -> ")}`);
    if (begin >= 0 || done.has(path)) return;
    trail.push(path);
    imports.get(path)?.forEach(visit);
    trail.pop();
    done.add(path);
  };
  for (const path of imports.keys()) visit(path);
  return faults;
}
