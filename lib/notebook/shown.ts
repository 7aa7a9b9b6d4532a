/** What a notebook shows in place of a cell's last value. */

/** Where the Deno kernel looks for what it is to show of a value. */
const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** What a notebook shows in place of a cell's last value: contents by their media type. */
export interface Shown {
  readonly [display]: () => Readonly<Record<string, string>>;
}

/** Something to show; `text/plain` is for where the others cannot be shown. */
export function shown(
  contents: { readonly "text/plain": string; readonly [type: string]: string },
): Shown {
  return { [display]: () => contents };
}
