/** A part of a page that shows what a query answers, with the query itself. */
import type { ComponentChildren, VNode } from "preact";
import type { Answer } from "../../../data/warehouse/answer.ts";
import { ProblemText } from "./ProblemText.tsx";
import { QueryText } from "./QueryText.tsx";

/**
 * @param children draws the rows, if there are any
 * @param note what a reader has to know of them
 */
export function Asked<Row>(
  { title, note, answer, isWide = false, children }: {
    readonly title: string;
    readonly note?: ComponentChildren;
    readonly answer: Answer<Row>;
    /** Whether it has the whole width. */
    readonly isWide?: boolean;
    readonly children: (rows: readonly Row[]) => ComponentChildren;
  },
): VNode {
  const { query, rows, problem } = answer;
  const id = `${query.name}-title`;
  return (
    <section class={isWide ? "card asked full" : "card asked"} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {note && !problem && <p class="quiet">{note}</p>}
      {problem ? <ProblemText problem={problem} /> : children(rows)}
      <QueryText query={query} />
    </section>
  );
}
