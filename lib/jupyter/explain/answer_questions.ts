/**
 * Answers JupyterLab's questions about cells: a JSON object a line on standard input, an answer a
 * line on standard output; ends when the input does.
 */
import { createInterface } from "node:readline";
import process from "node:process";
import { projectDir } from "../../base/settings.ts";
import type { CellError } from "./cell_error.ts";
import { CellExplainer } from "./cell_explainer.ts";
import type { Cells } from "./language_server.ts";

/** What is asked. */
type Asked =
  | { readonly ask: "ready" }
  | { readonly ask: "types"; readonly cells: Cells }
  | { readonly ask: "error"; readonly cells: Cells; readonly error: CellError };

/** A question with the number that its answer is to have. */
type Question = Asked & { readonly number: number };

const explainer = new CellExplainer(projectDir);

async function answer(question: Asked): Promise<Readonly<Record<string, unknown>>> {
  switch (question.ask) {
    case "ready":
      explainer.warm();
      return {};
    case "types":
      return { warning: await explainer.warning(question.cells) };
    case "error": {
      const { place: _, ...error } = await explainer.error(question.cells, question.error);
      return { error };
    }
  }
}

async function reply(line: string): Promise<void> {
  const { number, ...question } = JSON.parse(line) as Question;
  const said = await answer(question).catch(() => ({}));
  // deno-lint-ignore no-console -- a program reads it
  console.log(JSON.stringify({ number, ...said }));
}

// Answers are given as they are found: one cell does not wait for another.
for await (const line of createInterface({ input: process.stdin })) void reply(line);
explainer.end();
