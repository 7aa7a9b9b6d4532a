/** What Spark's jobs compute by themselves: the cases of pytest in `jobs/`, each a step. */
import { printAside } from "../../lib/base/print.ts";
import { assert } from "@std/assert";
import { join } from "node:path";
import { DOMParser } from "linkedom";
import { isolated, pythonTools } from "../../scripts/dev/python_tools.ts";
import { twins } from "./twins.ts";

/** A test of Python's, by its file and its name. */
interface Case {
  readonly title: string;
  readonly skipped: boolean;
  /** Why it failed, if it did. */
  readonly failure?: string;
}

const python = await pythonTools(printAside);

Deno.test({
  name: "Spark's jobs compute by themselves what they should",
  ignore: python === undefined,
  fn: async (t) => {
    const cases = await runPytest(python ?? "");
    for (const { title, skipped, failure } of cases) {
      await t.step({
        name: title,
        ignore: skipped,
        fn: () => assert(failure === undefined, failure),
      });
    }
    assert(cases.length >= 12, `${cases.length} cases`);
  },
});

async function runPytest(python: string): Promise<Case[]> {
  const folder = await Deno.makeTempDir();
  try {
    const answers = join(folder, "twins.json"), report = join(folder, "report.xml");
    await Deno.writeTextFile(answers, JSON.stringify(await twins()));
    const { stdout, stderr } = await new Deno.Command(python, {
      args: [...isolated("pytest"), "--quiet", `--junit-xml=${report}`, "."],
      cwd: join(import.meta.dirname ?? ".", "jobs"),
      env: { DZSTORE_TWINS: answers, PYTEST_ADDOPTS: "", PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1" },
      stdin: "null",
    }).output();
    const xml = await Deno.readTextFile(report).catch(() => undefined);
    const said = new TextDecoder();
    assert(xml !== undefined, `pytest did not run: ${said.decode(stderr)}${said.decode(stdout)}`);
    return casesIn(xml);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The cases of a report; a file that does not even load is one that failed. */
function casesIn(xml: string): Case[] {
  const cases = new DOMParser().parseFromString(xml, "text/xml").querySelectorAll("testcase");
  return [...cases].map((element) => {
    const failure: string | undefined = element.querySelector("failure, error")?.textContent;
    return {
      title: titleOf(element.getAttribute("classname"), element.getAttribute("name")),
      skipped: element.querySelector("skipped") !== null,
      ...(failure !== undefined && { failure }),
    };
  });
}

/** `test_what_it_says[0-1]` of `file_test` in words: `file: what it says[0-1]`. */
function titleOf(file: string, name: string): string {
  const words = name.replace(/\[.*/s, "");
  const said = words.replace(/^test_/, "").replaceAll("_", " ");
  return `${file.replace(/_test$/, "")}: ${said}${name.slice(words.length)}`;
}
