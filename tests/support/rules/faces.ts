/** The rule of faces: some folders are used from outside by their `mod.ts` only. */
import type { Imports } from "./tree.ts";

/** @param folder has the face; @param besides files that may look behind it */
export function faceFaults(
  imports: Imports,
  folder: string,
  besides: (path: string) => boolean,
): string[] {
  return [...imports].flatMap(([path, imported]) =>
    path.startsWith(`${folder}/`) || besides(path) ? [] : imported
      .filter((target) => target.startsWith(`${folder}/`) && target !== `${folder}/mod.ts`)
      .map((target) => `${path} may import ${folder}/mod.ts, but not ${target}`)
  );
}
