/** How fresh the page is. The client changes it when its stream of events breaks. */
import { minuteText } from "./format.ts";

export function Status({ isUp, since }: { readonly isUp: boolean; readonly since: Date }) {
  return (
    <p id="status" class="status" role="status" data-state={isUp ? "up" : "down"}>
      <span class="dot" aria-hidden="true"></span>
      <span data-text>{isUp ? "Up to date" : `Database down since ${minuteText(since)}`}</span>
    </p>
  );
}
