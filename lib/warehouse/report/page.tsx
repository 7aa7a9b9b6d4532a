/** The report of a run as a page that stands alone. */
import { whole } from "../../base/text/whole.ts";
import type { ComponentChildren } from "preact";
import { render } from "preact-render-to-string";
import { revenueByMonthChart } from "../charts/revenue_by_month_chart.ts";
import { recommendationSentences } from "./sentences.ts";
import type { Summary, TaskLine } from "./summary.ts";

const style = `
:root { color-scheme: light dark; --ink: #1f2937; --muted: #6b7280; --line: #d1d5db; --paper: #fff; --soft: #f3f4f6;
  --bad: #b91c1c; --good: #007a5e; --doubt: #92400e }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e7eb; --muted: #9ca3af; --line: #4b5563; --paper: #111827;
  --soft: #1f2937; --bad: #fca5a5; --good: #6ee7b7; --doubt: #fcd34d } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper) }
h1 { margin-bottom: 0 } h2 { margin-top: 2.5rem } .note { color: var(--muted) }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem }
.card { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem }
.card strong { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
code { background: var(--soft); border-radius: .25rem; padding: 0 .25rem; overflow-wrap: anywhere }
.error, .failed, .no { color: var(--bad) } .warning { color: var(--doubt) } .done, .yes { color: var(--good) }
figure { margin: 1rem 0; overflow-x: auto } svg { max-width: 100%; height: auto; border-radius: .5rem }`;

const reais = (text: string) => `R$ ${text.replace(/\B(?=(\d{3})+(?=\.))/g, ",")}`;

/** The page, whole; texts of the data are escaped. */
export function reportPage(summary: Summary): string {
  return `<!DOCTYPE html>\n${render(<Page {...summary} />)}\n`;
}

function Page({ written, tasks, gantt, months, results }: Summary) {
  const failed = tasks.filter(({ outcome }) => outcome === "failed");
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>The retail warehouse</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <h1>The retail warehouse</h1>
        <p class="note">
          Written {written.replace("T", " ").slice(0, 16)} UTC. {sourceOf(results)}
        </p>
        {failed.length > 0 && (
          <p class="failed">
            <strong>This run failed:</strong>{" "}
            {failed.map(({ name }) => name).join(", ")}. What follows is what the other tasks found.
          </p>
        )}
        <Revenue results={results} />
        {months.length > 0 && (
          <figure dangerouslySetInnerHTML={{ __html: revenueByMonthChart(months) }} />
        )}
        <Quality results={results} />
        <Rows results={results} />
        <Verified results={results} />
        <Recommended results={results} />
        <Tasks tasks={tasks} gantt={gantt} />
      </body>
    </html>
  );
}

type Part = { readonly results: Summary["results"] };

function sourceOf({ extract_check_data: checked }: Summary["results"]): string {
  if (!checked) return "";
  const { source } = checked;
  return source.kind === "given"
    ? `The files are those in ${source.path}.`
    : `The files were generated: ${
      whole(source.orders)
    } orders, seed ${source.seed}, in the shape of ` +
      "Olist's. They are not the real ones.";
}

function Revenue({ results: { transform_clean_data: cleaned } }: Part) {
  if (!cleaned) return null;
  const { price, price_and_freight, payments } = cleaned.revenue;
  return (
    <section>
      <h2>Three revenues, each by its name</h2>
      <div class="cards">
        <Card name="Prices" value={reais(price)}>What the things cost, over all lines.</Card>
        <Card name="Prices and freight" value={reais(price_and_freight)}>
          The same with what it cost to send them.
        </Card>
        <Card name="Payments" value={reais(payments)}>
          What was paid: also interest, and orders without lines.
        </Card>
      </div>
      <p class="note">
        Lines joined with payments would count both several times; that is why these three never
        meet.
      </p>
    </section>
  );
}

function Card(
  { name, value, children }: {
    readonly name: string;
    readonly value: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <div class="card">
      {name}
      <strong>{value}</strong>
      <span class="note">{children}</span>
    </div>
  );
}

/** A table that scrolls where it is too wide; `n`: a column of numbers. */
function Table(
  { head, children }: {
    readonly head: readonly (readonly [name: string, kind?: "n"])[];
    readonly children: ComponentChildren;
  },
) {
  return (
    <div class="wide">
      <table>
        <thead>
          <tr>{head.map(([name, kind]) => <th class={kind} key={name}>{name}</th>)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Quality({ results: { extract_validate_quality: validated } }: Part) {
  if (!validated) return null;
  const order = ["error", "warning", "info"];
  const findings = validated.findings.toSorted((one, other) =>
    order.indexOf(one.severity) - order.indexOf(other.severity)
  );
  return (
    <section>
      <h2>What was found in the data</h2>
      <p>
        Errors cannot be used and go to quarantine; warnings are mended or doubtful, and stay; the
        rest is right, and changes sums.
      </p>
      <Table head={[["severity"], ["rule"], ["what"], ["rows", "n"], ["examples"]]}>
        {findings.map(({ rule, severity, what, count, examples }) => (
          <tr key={rule}>
            <td class={severity}>{severity}</td>
            <td>
              <code>{rule}</code>
            </td>
            <td>{what}</td>
            <td class="n">{whole(count)}</td>
            <td>
              {examples.map(({ row, value }) => (
                <div key={row}>
                  row {whole(row)}
                  {value !== "" && (
                    <>
                      : <code>{value}</code>
                    </>
                  )}
                </div>
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Rows({ results: { transform_clean_data: cleaned } }: Part) {
  if (!cleaned) return null;
  return (
    <section>
      <h2>Where the rows went</h2>
      <Table head={[["file"], ["raw", "n"], ["kept", "n"], ["in quarantine, by reason"]]}>
        {cleaned.files.map(({ name, rows, kept, quarantined }) => (
          <tr key={name}>
            <td>{name}</td>
            <td class="n">{whole(rows)}</td>
            <td class="n">{whole(kept)}</td>
            <td>
              {Object.entries(quarantined).map(([reason, count]) => (
                <div key={reason}>
                  {whole(count)} <code>{reason}</code>
                </div>
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Verified({ results: { verify_results: verified } }: Part) {
  if (!verified) return null;
  const { checks } = verified;
  const wrong = checks.filter(({ agrees }) => !agrees).length;
  return (
    <section>
      <h2>What agrees with what</h2>
      <p class={wrong > 0 ? "no" : "yes"}>
        {wrong > 0
          ? `${wrong} of ${checks.length} checks fail.`
          : `All ${checks.length} checks agree, to the centavo.`}
      </p>
      <Table head={[["what"], ["one way", "n"], ["the other", "n"], ["agrees"]]}>
        {checks.map(({ what, one, other, agrees }) => (
          <tr key={`${what} ${one.where} ${other.where}`}>
            <td>{what}</td>
            <td class="n">
              {one.value}
              <div class="note">{one.where}</div>
            </td>
            <td class="n">
              {other.value}
              <div class="note">{other.where}</div>
            </td>
            <td class={agrees ? "yes" : "no"}>{agrees ? "yes" : "no"}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Recommended({ results: { spark_ml_recommendations: recommended } }: Part) {
  if (!recommended) return null;
  return (
    <section>
      <h2>What the recommendations are worth</h2>
      {recommendationSentences(recommended).map((sentence) => <p key={sentence}>{sentence}</p>)}
    </section>
  );
}

function Tasks({ tasks, gantt }: Pick<Summary, "gantt"> & { readonly tasks: readonly TaskLine[] }) {
  return (
    <section>
      <h2>What ran</h2>
      {gantt && <figure dangerouslySetInnerHTML={{ __html: gantt }} />}
      <Table
        head={[["task"], ["outcome"], ["seconds", "n"], ["rows in", "n"], ["rows out", "n"], [
          "what it did",
        ]]}
      >
        {tasks.map(({ name, outcome, seconds, rows_in, rows_out, summary, failures }) => (
          <tr key={name}>
            <td>{name}</td>
            <td class={outcome}>{outcome}</td>
            <td class="n">{seconds?.toFixed(2)}</td>
            <td class="n">{rows_in === undefined ? "" : whole(rows_in)}</td>
            <td class="n">{rows_out === undefined ? "" : whole(rows_out)}</td>
            <td>
              {summary}
              {failures.map((failure, at) => <div class="failed" key={at}>{failure}</div>)}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
