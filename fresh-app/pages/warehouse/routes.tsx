/** What answers for the pages of the warehouse. */
import type { Context } from "fresh";
import type { VNode } from "preact";
import { z } from "zod";
import { readResult } from "../../../lib/warehouse/results.ts";
import { Message } from "../../components/Message.tsx";
import type { Answer } from "../../data/warehouse/answer.ts";
import type { Look } from "../../data/warehouse/warehouse.ts";
import { readQuery } from "../../routes/query.ts";
import { unavailable } from "../../routes/unavailable.ts";
import type { State } from "../../state.ts";
import type { Handler } from "../page.ts";
import { askGraph } from "./graph/graph.ts";
import { GraphPage } from "./graph/GraphPage.tsx";
import { idPattern } from "./graph/IdPicker.tsx";
import { askOverview } from "./overview/overview.ts";
import { OverviewPage } from "./overview/OverviewPage.tsx";
import { warehousePages, type WarehousePath } from "./parts/WarehousePage.tsx";
import { askReviews } from "./reviews/reviews.ts";
import { mostLetters, ReviewsPage } from "./reviews/ReviewsPage.tsx";
import { askSales } from "./sales/sales.ts";
import { SalesPage } from "./sales/SalesPage.tsx";

/** `/warehouse`: how much there is. */
export const showOverview: Handler<unknown> = (ctx) =>
  show(ctx, "/warehouse", askOverview, (asked) => <OverviewPage {...asked} />);

/** `/warehouse/sales`: what was sold, where, and what came late. */
export const showSales: Handler<unknown> = (ctx) =>
  show(ctx, "/warehouse/sales", askSales, (asked) => <SalesPage {...asked} />);

const search = z.object({ q: z.string().trim().max(mostLetters).default("") });

/** `/warehouse/reviews`: how people score; with `q`, what they wrote of it. */
export const showReviews: Handler<unknown> = (ctx) => {
  const { q } = readQuery(ctx.url, search);
  const ask = (look: Look) => askReviews(look, q);
  return show(ctx, "/warehouse/reviews", ask, (asked) => <ReviewsPage {...asked} words={q} />);
};

const id = z.string().trim().toLowerCase().regex(idPattern).default("");
const picks = z.object({ product: id, customer: id });

/** `/warehouse/graph`: who buys what together, and what is recommended to whom. */
export const showGraph: Handler<unknown> = async (ctx) => {
  const picked = readQuery(ctx.url, picks);
  const results = ctx.state.warehouse?.addresses.results;
  const evaluation = results === undefined
    ? undefined
    : await readResult(results, "spark_ml_recommendations");
  return await show(
    ctx,
    "/warehouse/graph",
    (look) => askGraph(look, picked),
    (asked) => <GraphPage {...asked} evaluation={evaluation} />,
  );
};

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
