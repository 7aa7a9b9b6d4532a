/** A figure with its name and what it is of, in a `dl`. */
import type { ComponentChildren } from "preact";

export function Figure(
  { name, note, children }: {
    readonly name: string;
    readonly note: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <span class="value">{children}</span>
        <span class="note">{note}</span>
      </dd>
    </div>
  );
}
