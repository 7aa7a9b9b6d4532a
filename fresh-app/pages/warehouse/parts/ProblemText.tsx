/** Why a store has no answer, and what to do about it. */
import type { VNode } from "preact";
import type { Problem, Store } from "../../../data/warehouse/answer.ts";

const names: Readonly<Record<Store, string>> = {
  columns: "ClickHouse",
  documents: "MongoDB",
  graph: "The graph",
  files: "The table of recommendations",
};

const starts: Readonly<Record<Store, string>> = {
  columns: "deno task servers start clickhouse",
  documents: "deno task servers start",
  graph: "deno task servers start graph",
  files: "deno task servers start clickhouse",
};

export function ProblemText({ problem: { store, kind, reason } }: { readonly problem: Problem }) {
  if (kind === "refused") return <p class="problem">{reason}</p>;
  return kind === "empty"
    ? (
      <Line>
        {names[store]} has nothing of the warehouse yet: run <code>deno task warehouse</code>.
      </Line>
    )
    : (
      <Line>
        {store === "files" ? "ClickHouse" : names[store]}{" "}
        does not answer. If it was stopped, start it with <code>{starts[store]}</code>.
      </Line>
    );
}

const Line = ({ children }: { readonly children: (VNode | string)[] }) => (
  <p class="problem">{children}</p>
);
