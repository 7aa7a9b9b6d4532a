import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "../../lib/mongo/connect.ts";
import { databaseUri } from "../../lib/mongo/database.ts";
import type { NotebookOutcome, Rubric, Subject } from "../../lib/rubric/check.ts";
import { mark, unmarked } from "../../lib/rubric/mark.ts";
import { checks } from "../../lib/rubric/rubric.ts";
import type { Settings } from "../../lib/settings.ts";
import { notice } from "../cli.ts";
import { type JupyterEnvironment, jupyterEnvironment } from "../notebooks/environment.ts";
import { renderHtml } from "../notebooks/html.ts";
import { codeCells, notebookText, readNotebook } from "../notebooks/ipynb.ts";
import { runAll } from "../notebooks/run_all.ts";
import { notebooksDir } from "../notebooks/run_notebook.ts";
import { startDashboardBeside } from "./dashboard_beside.ts";
import { describeEnvironment } from "./environment.ts";
import { indexPage } from "./index_page.tsx";
import { type Files, listed, type Manifest, manifestPath } from "./manifest.ts";

/** Whose it is, and how to make it. */
export interface SubmissionOptions {
  /** The names of the notebooks to run. */
  readonly notebooks: readonly string[];
  readonly name: string;
  readonly group: string | null;
  readonly now: Date;
  /** Seconds that a cell may take. */
  readonly timeout_s: number;
  /** Is told how far it is, a line at a time. */
  readonly say: (line: string) => void;
}

/** What is handed in. */
export interface Submission {
  readonly files: Files;
  readonly manifest: Manifest;
  readonly rubric: Rubric;
}

const style = fileURLToPath(new URL("../notebooks/template/style.css", import.meta.url));

/**
 * Runs the notebooks, fills in the rubric, and puts together what is handed in. Whatever fails is listed
 * among the problems of the manifest; the rest is made all the same.
 */
export async function makeSubmission(
  settings: Settings,
  { notebooks: names, name, group, now, timeout_s, say }: SubmissionOptions,
): Promise<Submission> {
  const problems: string[] = [];
  /** Does a part; if it fails, that is a problem, and nothing more. */
  const attempt = async <T>(action: () => Promise<T>): Promise<T | string> => {
    try {
      return await action();
    } catch (error) {
      const [reason = ""] = String((error as Error).message ?? error).split("\n");
      if (!problems.includes(reason)) problems.push(reason);
      say(`✘ ${reason}`);
      return reason;
    }
  };
  const folder = await Deno.makeTempDir({ prefix: "dzstore-submit-" });
  try {
    const jupyter = await attempt(jupyterEnvironment);
    const uri = await attempt(() => databaseUri(settings, "owner", notice));
    const notebooks = await executed(names, jupyter, folder, timeout_s, say);
    problems.push(
      ...notebooks.flatMap((one) => one.failure ? [`${one.name}: ${one.failure}`] : []),
    );
    if (typeof jupyter !== "string") {
      const paths = names.map((one) => join(folder, `${one}.ipynb`));
      await attempt(() => renderHtml(jupyter, paths, folder));
    }
    const found = await attempt(() => lookAt(settings, uri, notebooks, jupyter, say));
    const rubric = typeof found === "string" ? unmarked(checks, found) : found.rubric;
    problems.push(
      ...rubric.checks.flatMap((check) => check.passed ? [] : [`Not passed: ${check.name}`]),
    );
    const made = now.toISOString();
    const environment = typeof found === "string" ? {} : found.environment;
    const json = (value: unknown) => encoded(`${JSON.stringify(value, undefined, 2)}\n`);
    const page = indexPage(
      { name, group, made, problems, rubric, notebooks },
      await Deno.readTextFile(style),
    );
    const files: Files = {
      "index.html": encoded(page),
      "rubric.json": json(rubric),
      "environment.json": json(environment),
      ...await filesIn(folder, names),
    };
    const complete = problems.length === 0;
    const manifest: Manifest = {
      version: 1,
      ...{ name, group, made, complete, problems },
      files: listed(files),
    };
    return { files: { ...files, [manifestPath]: json(manifest) }, manifest, rubric };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Executes the notebooks into the folder; where there is no Jupyter, copies them. */
async function executed(
  names: readonly string[],
  jupyter: JupyterEnvironment | string,
  folder: string,
  timeout_s: number,
  say: (line: string) => void,
): Promise<NotebookOutcome[]> {
  const outcomes: NotebookOutcome[] = [];
  if (typeof jupyter === "string") {
    for (const name of names) {
      const notebook = await readNotebook(join(notebooksDir, `${name}.ipynb`));
      await Deno.writeTextFile(join(folder, `${name}.ipynb`), notebookText(notebook));
      outcomes.push({ name, cells: codeCells(notebook).length, failure: "was not run" });
    }
    return outcomes;
  }
  for await (const { name, notebook, failure } of runAll(jupyter, names, timeout_s, say)) {
    await Deno.writeTextFile(join(folder, `${name}.ipynb`), notebookText(notebook));
    outcomes.push({
      name,
      cells: codeCells(notebook).length,
      ...(failure &&
        { failure: `cell ${failure.cell} of ${failure.of} failed: ${failure.message}` }),
    });
  }
  return outcomes;
}

/** Does the checks, and describes the surroundings. */
async function lookAt(
  settings: Settings,
  uri: string,
  notebooks: readonly NotebookOutcome[],
  jupyter: JupyterEnvironment | string,
  say: (line: string) => void,
) {
  await using connection = await connect(uri, settings.database);
  const { db } = connection;
  const dashboard = await startDashboardBeside(settings).catch((error: Error) => error);
  const subject: Subject = {
    db,
    dataDir: settings.dataDir,
    notebooks,
    dashboard: (path) =>
      dashboard instanceof Error ? Promise.reject(dashboard) : dashboard.get(path),
  };
  try {
    const rubric = await mark(checks, subject, ({ passed, points, name, evidence }) => {
      say(`${passed ? "✔" : "✘"} ${passed ? points : 0} of ${points}  ${name}: ${evidence}`);
    });
    const environment = await describeEnvironment(
      db,
      typeof jupyter === "string" ? undefined : jupyter,
    );
    return { rubric, environment };
  } finally {
    if (!(dashboard instanceof Error)) await dashboard[Symbol.asyncDispose]();
  }
}

/** The notebooks and the pages in the folder, by their paths in the zip. */
async function filesIn(folder: string, names: readonly string[]): Promise<Files> {
  const files: Record<string, Uint8Array> = {};
  for (const name of names) {
    for (const [kind, extension] of [["notebooks", "ipynb"], ["html", "html"]]) {
      const bytes = await Deno.readFile(join(folder, `${name}.${extension}`)).catch(() =>
        undefined
      );
      if (bytes) files[`${kind}/${name}.${extension}`] = bytes;
    }
  }
  return files;
}

const encoded = (text: string) => new TextEncoder().encode(text);
