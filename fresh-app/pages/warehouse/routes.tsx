/** What answers for the pages of the warehouse. */
import type { Context } from "fresh";
import type { VNode } from "preact";
import { Message } from "../../components/Message.tsx";
import type { Answer } from "../../data/warehouse/answer.ts";
import type { Look } from "../../data/warehouse/warehouse.ts";
import { unavailable } from "../../routes/unavailable.ts";
import type { State } from "../../state.ts";
import type { Handler } from "../page.ts";
import { askOverview } from "./overview/overview.ts";
import { OverviewPage } from "./overview/OverviewPage.tsx";
import { warehousePages, type WarehousePath } from "./parts/WarehousePage.tsx";

/** `/warehouse`: how much there is. */
export const showOverview: Handler<unknown> = (ctx) =>
  show(ctx, "/warehouse", askOverview, (asked) => <OverviewPage {...asked} />);

/**
 * Asks for a page and draws it; if no store has anything of the warehouse, says how it is made.
 *
 * @param ask gives what the page shows: answers, and what else it likes
 */
async function show<Asked extends object>(
  ctx: Context<State>,
  path: WarehousePath,
  ask: (look: Look) => Promise<Asked>,
  draw: (asked: Asked) => VNode,
): Promise<Response> {
  ctx.state.title = `Warehouse: ${warehousePages[path].toLowerCase()}`;
  const asked = ctx.state.warehouse && await ask(ctx.state.warehouse.look());
  const problems = Object.values(asked ?? {}).filter(isAnswer).map(({ problem }) => problem);
  if (!asked || problems.every((problem) => problem?.kind === "empty")) {
    return ctx.render(
      <Message kind="empty" title="There is no warehouse yet">
        <p>
          Run <code>deno task warehouse</code>; it shows up here by itself.
        </p>
      </Message>,
    );
  }
  const isDown = problems.every((problem) => problem !== undefined);
  return ctx.render(draw(asked), isDown ? unavailable : {});
}

const isAnswer = (value: unknown): value is Answer<unknown> =>
  typeof value === "object" && value !== null && "query" in value;
