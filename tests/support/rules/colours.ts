/** The rule of colours: a chart takes them from the palette, by their meaning. */
import type { Tree } from "./tree.ts";

/** @param palette the file that may name colours by their numbers */
export function colourFaults(tree: Tree, palette: string): string[] {
  return [...tree].filter(([path, text]) => path !== palette && /"#[0-9a-f]{3,8}"/i.test(text))
    .map(([path]) => `${path} has a colour of its own: ${palette} has them all`);
}
