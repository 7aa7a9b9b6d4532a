/** A page of what was read last, or of why there is nothing to show yet. */
import type { Context } from "fresh";
import type { VNode } from "preact";
import { DatabaseDown, Message } from "../components/Message.tsx";
import type { Reading } from "../data/reading.ts";
import type { Source } from "../data/source.ts";
import { unavailable } from "../routes/unavailable.ts";
import type { State } from "../state.ts";

export function renderReading<Data>(
  ctx: Context<State>,
  { latest, database }: Source<Data>,
  draw: (reading: Reading<Data>) => VNode,
): Promise<Response> {
  ctx.state.isStale = latest?.isStale ?? false;
  if (latest) return ctx.render(draw(latest), {});
  if (!database.isUp) return ctx.render(<DatabaseDown />, unavailable);
  return ctx.render(
    <Message kind="loading" title={`Reading the ${ctx.state.title?.toLowerCase()}`}>
      <p>One moment: the page shows itself when they are here.</p>
    </Message>,
    unavailable,
  );
}
