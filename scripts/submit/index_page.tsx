import { renderToString } from "preact-render-to-string";
import { criteria, type Rubric } from "../../lib/rubric/check.ts";
import type { NotebookOutcome } from "../../lib/rubric/check.ts";

/** What the first page of a zip shows. */
export interface Submission {
  readonly name: string;
  readonly group: string | null;
  /** ISO 8601. */
  readonly made: string;
  readonly problems: readonly string[];
  readonly rubric: Rubric;
  readonly notebooks: readonly NotebookOutcome[];
}

/** The first page of a zip: whose it is, the rubric with its evidence, the notebooks. It stands alone. */
export function indexPage(
  { name, group, made, problems, rubric, notebooks }: Submission,
  style: string,
): string {
  const page = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>DzStore: {name}</title>
        {/* deno-lint-ignore react-no-danger -- a style sheet of ours, with nothing of the user's */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <h1>DzStore: {name}</h1>
          <p>
            {group ? `${group}. ` : ""}Made on {made.slice(0, 16).replace("T", " at ")} UTC.{" "}
            {problems.length === 0 ? "Complete." : <strong>Incomplete.</strong>}
          </p>
          {problems.length > 0 && (
            <ul>{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul>
          )}
          <h2>The rubric: {rubric.score} of {rubric.of} points</h2>
          {criteria.map((criterion) => (
            <CriterionTable key={criterion} criterion={criterion} rubric={rubric} />
          ))}
          <h2>The notebooks, as executed</h2>
          <ul>
            {notebooks.map(({ name, cells, failure }) => (
              <li key={name}>
                <a href={`html/${name}.html`}>{name}</a>:{" "}
                {failure ?? `${cells} cells of code, no error`}{" "}
                (<a href={`notebooks/${name}.ipynb`}>as a notebook</a>)
              </li>
            ))}
          </ul>
          <p>
            The same for machines: <a href="rubric.json">rubric.json</a>,{" "}
            <a href="environment.json">environment.json</a>,{" "}
            <a href="manifest.json">manifest.json</a>.
          </p>
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>\n${page}\n`;
}

function CriterionTable({ criterion, rubric }: { criterion: string; rubric: Rubric }) {
  const checks = rubric.checks.filter((check) => check.criterion === criterion);
  const points = checks.reduce((sum, { passed, points }) => sum + (passed ? points : 0), 0);
  const of = checks.reduce((sum, { points }) => sum + points, 0);
  return (
    <section>
      <h3>{criterion}: {points} of {of}</h3>
      <table>
        <thead>
          <tr>
            <th>Points</th>
            <th>Check</th>
            <th>Evidence</th>
          </tr>
        </thead>
        <tbody>
          {checks.map(({ name, points, passed, evidence }) => (
            <tr key={name}>
              <td>{passed ? "✔" : "✘"} {passed ? points : 0} of {points}</td>
              <td>{name}</td>
              <td>{evidence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
