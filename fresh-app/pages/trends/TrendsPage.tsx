/** The page of the trends, and the ways to see them. */
import { minuteText } from "../../components/format.ts";
import { Message, StaleNotice } from "../../components/Message.tsx";
import type { Reading } from "../../data/reading.ts";
import { Figures } from "./Figures.tsx";
import { HotList } from "./HotList.tsx";
import type { ShownTrends } from "./read_trends.ts";
import { TrendsChart } from "./TrendsChart.tsx";
import { TrendsTable } from "./TrendsTable.tsx";

/** How the trends can be seen. */
export const views = ["chart", "table"] as const;
export type View = typeof views[number];

/** The page of the trends. */
export function TrendsPage(
  { reading: { data, as_of, isStale }, view }: {
    readonly reading: Reading<ShownTrends>;
    readonly view: View;
  },
) {
  const { top, hot, all } = data;
  return (
    <>
      {isStale && <StaleNotice as_of={minuteText(as_of)} />}
      {top.length === 0
        ? (
          <Message kind="empty" title="No trends yet">
            <p>
              Run <code>deno task pipeline</code>; they show up here by themselves.
            </p>
          </Message>
        )
        : (
          <>
            <div class="title">
              <h1>Trends</h1>
              <p class="quiet">What the shop's visitors look at</p>
            </div>
            <Figures trends={data} />
            <div class="columns">
              <section class="card" aria-labelledby="top-title">
                <div class="card-head">
                  <h2 id="top-title">Most viewed products</h2>
                  <nav class="tabs" aria-label="How to show them">
                    {views.map((name) => (
                      <a
                        key={name}
                        href={name === "chart" ? "/" : `/?view=${name}`}
                        aria-current={name === view ? "true" : "false"}
                      >
                        {name === "chart" ? "Chart" : "Table"}
                      </a>
                    ))}
                  </nav>
                </div>
                {view === "chart"
                  ? <TrendsChart trends={data} />
                  : <TrendsTable top={top} views={all?.views} />}
                <p class="downloads">
                  <span>Download</span>
                  <a href="/trends.csv" download="trends.csv">CSV</a>
                  <a href="/trends.svg" download="trends.svg">SVG</a>
                  <button type="button" data-png="/trends.svg" data-file="trends.png" hidden>
                    PNG
                  </button>
                </p>
              </section>
              <HotList hot={hot} />
            </div>
          </>
        )}
    </>
  );
}
