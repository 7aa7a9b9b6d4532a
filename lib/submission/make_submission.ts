/** What is handed in: notebooks, rubric, dashboard and manifest in a zip. */
import { encoded } from "../base/text/encoded.ts";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Db } from "mongodb";
import { reasonOf } from "../base/errors.ts";
import { connect } from "../mongo/connect.ts";
import { databaseUri } from "../mongo/database.ts";
import { passwordsIn } from "../mongo/passwords_in.ts";
import type { NotebookOutcome, Rubric } from "../rubric/check.ts";
import { mark, unmarked } from "../rubric/mark.ts";
import { requireOwnCollections } from "../rubric/require_own_collections.ts";
import { type Course, courseDataDir, notebooksDir } from "../rubric/course.ts";
import type { Settings } from "../base/settings.ts";
import { discard, temporaryFolder } from "../base/files/temporary_files.ts";
import type { OnNotice } from "../base/notice.ts";
import { type JupyterEnvironment, jupyterEnvironment } from "../jupyter/jupyter_environment.ts";
import { renderHtml } from "../jupyter/html.ts";
import { codeCells } from "../jupyter/ipynb.ts";
import { runAll, type RunAllOptions } from "../jupyter/run_all.ts";
import { saveNotebook } from "../jupyter/save_notebook.ts";
import { startDashboardBeside } from "./dashboard_beside.ts";
import { describeEnvironment } from "./described_environment.ts";
import { indexPage } from "./index_page.tsx";
import { type Files, listed, type Manifest, manifestPath } from "./manifest.ts";

/** Whose it is, and how to make it. */
export interface SubmissionOptions {
  readonly course: Course;
  /** The names of the notebooks to run. */
  readonly notebooks: readonly string[];
  readonly name: string;
  readonly group: string | null;
  readonly now: Date;
  /** Seconds that a cell may take. */
  readonly timeout_s: number;
  /** Is told how far it is, a line at a time. */
  readonly say: (line: string) => void;
  readonly onNotice: OnNotice;
  /** The script that serves the dashboard, for the checks that ask for its pages. */
  readonly dashboardScript: string;
}

/** What is handed in. */
export interface Submission {
  readonly files: Files;
  readonly manifest: Manifest;
  readonly rubric: Rubric;
}

/** A part that was made, or why it was not. */
type Part<T> = { readonly made: T } | { readonly reason: string };

const style = fileURLToPath(new URL("../jupyter/template/style.css", import.meta.url));

/**
 * Runs the notebooks, fills in the rubric, and puts together what is handed in. Whatever fails is
 * listed among the problems of the manifest; the rest is made all the same.
 */
export async function makeSubmission(
  settings: Settings,
  options: SubmissionOptions,
): Promise<Submission> {
  const { course, notebooks: names, name, group, now, timeout_s, say, onNotice } = options;
  const problems: string[] = [];
  const part = async <T>(make: () => Promise<T>): Promise<Part<T>> => {
    try {
      return { made: await make() };
    } catch (error) {
      const reason = reasonOf(error);
      if (!problems.includes(reason)) problems.push(reason);
      say(`✘ ${reason}`);
      return { reason };
    }
  };
  const folder = temporaryFolder("dzstore-submit-");
  try {
    const jupyter = await part(() => jupyterEnvironment(onNotice));
    const uri = await part(() => databaseUri(settings, "owner", onNotice));
    const readerUri = await part(() => databaseUri(settings, "reader", onNotice));
    if ("made" in uri) await requireOwn(uri.made, settings, course);
    const uris = [uri, readerUri].flatMap((one) => "made" in one ? [one.made] : []);
    const notebooks = "made" in jupyter
      ? await execute(names, jupyter.made, folder, {
        folder: notebooksDir(course),
        timeout_s,
        secrets: passwordsIn(uris),
        say,
      })
      : names.map((name) => ({ name, cells: 0, failure: "it was not run" }));
    problems.push(
      ...notebooks.flatMap(({ name, failure }) => failure ? [`${name}: ${failure}`] : []),
    );

    const connection = "made" in uri ? await part(() => connect(uri.made, settings.database)) : uri;
    const db = "made" in connection ? connection.made.db : undefined;
    const rubric = db
      ? await fillIn(db, settings, notebooks, options)
      : unmarked(course.criteria, "reason" in connection ? connection.reason : "");
    const environment = await part(() =>
      describeEnvironment(db, "made" in jupyter ? jupyter.made : undefined)
    );
    if ("made" in connection) await connection.made.close();
    problems.push(
      ...rubric.checks.flatMap(({ passed, name }) => passed ? [] : [`Not passed: ${name}`]),
    );

    const executed = await filesIn(folder, names, notebooksDir(course));
    problems.push(
      ...names.flatMap((one) => executed[`html/${one}.html`] ? [] : [`${one}: no page`]),
    );
    const made = now.toISOString(), complete = problems.length === 0;
    const page = indexPage(
      { name, group, made, problems, rubric, notebooks, files: Object.keys(executed) },
      await Deno.readTextFile(style),
    );
    const files: Files = {
      "index.html": encoded(page),
      "rubric.json": json(rubric),
      "environment.json": json("made" in environment ? environment.made : {}),
      ...executed,
    };
    const manifest: Manifest = {
      version: 1,
      ...{ name, group, made, complete, problems },
      files: listed(files),
    };
    return { files: { ...files, [manifestPath]: json(manifest) }, manifest, rubric };
  } finally {
    discard(folder);
  }
}

/** A database that is not reached is one of the problems; one with what is not ours is not run on. */
async function requireOwn(uri: string, { database }: Settings, course: Course): Promise<void> {
  const connection = await connect(uri, database).catch(() => undefined);
  if (connection) await requireOwnCollections(connection.db, course).finally(connection.close);
}

/** Executes the notebooks into the folder, and renders them there. */
async function execute(
  names: readonly string[],
  jupyter: JupyterEnvironment,
  folder: string,
  options: RunAllOptions,
): Promise<NotebookOutcome[]> {
  const outcomes: NotebookOutcome[] = [], saved: string[] = [];
  for await (const run of runAll(jupyter, names, options)) {
    if ("reason" in run) {
      outcomes.push({ name: run.name, cells: 0, failure: run.reason });
      continue;
    }
    const { name, notebook, failure } = run;
    const cells = codeCells(notebook).length;
    saved.push(await saveNotebook(run, folder));
    const failed = failure && `cell ${failure.cell} of ${failure.of} failed: ${failure.message}`;
    outcomes.push({ name, cells, ...(failed && { failure: failed }) });
  }
  await renderHtml(jupyter, saved, { notebooks: options.folder, folder })
    .catch((error: Error) => options.say(`✘ ${error.message}`));
  return outcomes;
}

/** Does the checks, with a dashboard beside. */
async function fillIn(
  db: Db,
  settings: Settings,
  notebooks: readonly NotebookOutcome[],
  { course, say, onNotice, dashboardScript }: SubmissionOptions,
): Promise<Rubric> {
  const dashboard = await startDashboardBeside(dashboardScript, settings, onNotice)
    .catch((error: Error) => error);
  try {
    const subject = {
      ...{ db, dataDir: courseDataDir(course, settings.dataDir), notebooks },
      dashboard: (path: string) =>
        dashboard instanceof Error ? Promise.reject(dashboard) : dashboard.get(path),
    };
    return await mark(course.criteria, subject, ({ passed, points, name, evidence }) => {
      say(`${passed ? "✔" : "✘"} ${passed ? points : 0} of ${points}  ${name}: ${evidence}`);
    });
  } finally {
    if (!(dashboard instanceof Error)) await dashboard[Symbol.asyncDispose]();
  }
}

/** The notebooks and the pages in the folder, by their paths in the zip. */
async function filesIn(
  folder: string,
  names: readonly string[],
  asTheyAre: string,
): Promise<Files> {
  const files: Record<string, Uint8Array> = {};
  for (const name of names) {
    for (const [kind, extension] of [["notebooks", "ipynb"], ["html", "html"]]) {
      const bytes = await Deno.readFile(join(folder, `${name}.${extension}`)).catch(() =>
        undefined
      );
      if (bytes) files[`${kind}/${name}.${extension}`] = bytes;
    }
  }
  // What could not be run is handed in as it is.
  for (const name of names.filter((name) => !files[`notebooks/${name}.ipynb`])) {
    const bytes = await Deno.readFile(join(asTheyAre, `${name}.ipynb`)).catch(() => undefined);
    if (bytes) files[`notebooks/${name}.ipynb`] = bytes;
  }
  return files;
}

const json = (value: unknown) => encoded(`${JSON.stringify(value, undefined, 2)}\n`);
