/** The first page of a zip that is handed in. */
import { renderToString } from "preact-render-to-string";
import type { ComponentChildren } from "preact";
import type { NotebookOutcome, Rubric } from "../rubric/check.ts";
import { criteriaOf, type MarkedCriterion } from "../rubric/points_of.ts";

/** What the first page of a zip shows. */
export interface IndexPageData {
  readonly name: string;
  readonly group: string | null;
  /** ISO 8601. */
  readonly made: string;
  readonly problems: readonly string[];
  readonly rubric: Rubric;
  readonly notebooks: readonly NotebookOutcome[];
  /** The paths of the notebooks and pages that are in the zip. */
  readonly files: readonly string[];
}

/**
 * The first page of a zip: whose it is, the rubric with its evidence, the notebooks. It stands
 * alone.
 */
export function indexPage(
  { name, group, made, problems, rubric, notebooks, files }: IndexPageData,
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
          <h1>
            DzStore: <bdi>{name}</bdi>
          </h1>
          <p>
            {group && <bdi>{group}.</bdi>} Made on {made.slice(0, 16).replace("T", " at ")} UTC.
            {" "}
            {problems.length === 0 ? "Complete." : <strong>Incomplete.</strong>}
          </p>
          {problems.length > 0 && (
            <ul>{problems.map((problem) => <li key={problem}>{problem}</li>)}</ul>
          )}
          <h2>The rubric: {rubric.score} of {rubric.of} points</h2>
          {criteriaOf(rubric).map((criterion) => (
            <CriterionTable key={criterion.name} {...criterion} />
          ))}
          <h2>The notebooks, as executed</h2>
          <ul>
            {notebooks.map(({ name, cells, failure }) => (
              <li key={name}>
                <Link to={`html/${name}.html`} files={files}>{name}</Link>:{" "}
                {failure ?? `${cells} cells of code, no error`}{" "}
                (<Link to={`notebooks/${name}.ipynb`} files={files}>as a notebook</Link>)
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

/** A link to a file of the zip, if it is there. */
function Link(
  { to, files, children }: { to: string; files: readonly string[]; children: ComponentChildren },
) {
  return files.includes(to) ? <a href={to}>{children}</a> : <>{children}</>;
}

function CriterionTable({ name, score, of, checks }: MarkedCriterion) {
  return (
    <section>
      <h3>{name}: {score} of {of}</h3>
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
