/** A page of the dashboard, which the list in `mod.ts` makes one of the app's. */
import type { App, Context } from "fresh";
import type { Source } from "../data/source.ts";
import type { Topic } from "../data/topic.ts";
import type { Place, State } from "../state.ts";

/** Answers a request for a page, with where its data are from. */
export type Handler<Data> = (
  ctx: Context<State>,
  source: Source<Data>,
) => Response | Promise<Response>;

/**
 * What every page says of itself: what navigation shows, what it reads, and what the browser gets
 * for it.
 */
interface PageBase<Data> extends Topic<Data>, Place {
  /** Whose its times are, for the foot of the page; absent: Algeria's. */
  readonly times?: string;
  /** Its style sheet, beside the shared one. */
  readonly style?: URL;
  /** What the browser runs for it: a module of TypeScript for `esbuild`. */
  readonly script?: URL;
}

/** How a page is written down. */
export interface PageDefinition<Data> extends PageBase<Data> {
  /** What answers, by the path, as Fresh writes it: `/users/:id`. */
  readonly routes: Readonly<Record<string, Handler<Data>>>;
}

/** A page, whatever its data are. */
export interface Page extends PageBase<unknown> {
  /** Registers what answers for it. */
  readonly routes: (app: App<State>) => void;
}

/** Makes a page: its handlers get its data, and what they answer is about its topic. */
export function definePage<Data>({ routes, ...page }: PageDefinition<Data>): Page {
  return {
    ...page,
    routes(app) {
      for (const [path, handler] of Object.entries(routes)) {
        app.get(path, (ctx) => {
          ctx.state.topic = page.topic;
          ctx.state.title = page.name;
          if (page.times) ctx.state.times = page.times;
          return handler(ctx, ctx.state.data.source(page));
        });
      }
    },
  };
}
