/** Which test files there are, and in which runs of `deno test`, in which order, they are executed. */

/** The kinds of tests that can be asked for alone. */
export const testKinds = ["unit", "e2e", "notebooks", "spark"] as const;
export type TestKind = typeof testKinds[number];

/** One run of `deno test`, in a process of its own. */
export interface TestJob {
  /** What is shown of it. */
  readonly name: string;
  readonly kind: TestKind;
  /** Files and folders. */
  readonly paths: readonly string[];
  /** Whether the documented examples are executed, too. */
  readonly doc: boolean;
  /** It measures time, so nothing runs beside it. */
  readonly alone: boolean;
}

/** What takes longest begins first, so that the others fill in beside it. */
const longest = [
  "tests/e2e/notebooks/course_test.ts",
  "tests/e2e/spark/jobs_test.ts",
  "tests/e2e/cli/kill_test.ts",
  "tests/e2e/spark/interrupted_test.ts",
  "tests/e2e/mongo/embedded_test.ts",
  "tests/e2e/mongo/embedded_folders_test.ts",
  "tests/e2e/mongo/embedded_starter_test.ts",
  "tests/e2e/notebooks/submit_test.ts",
  "tests/e2e/cli/bad_input_test.ts",
  "tests/e2e/dashboard/browser_test.ts",
  "tests/e2e/cli/usage_test.ts",
  "tests/e2e/cli/vip_test.ts",
  "tests/e2e/mongo/failover_test.ts",
  "tests/e2e/cli/follow_test.ts",
  "tests/e2e/cli/pipeline_test.ts",
  "tests/e2e/dashboard/task_test.ts",
  "tests/e2e/notebooks/run_notebook_test.ts",
  "tests/e2e/rubric_test.ts",
];

/** They compare times with each other or with a bound. */
const alone = [
  "tests/cap/network/alarm_test.ts",
  "tests/cap/network/relay_test.ts",
  "tests/e2e/cap/relayed_set_test.ts",
];

/** What a file tests, by its path; undefined if it is no test. */
export function kindOf(path: string): TestKind | undefined {
  if (!/_test\.tsx?$/.test(path)) return undefined;
  if (path.startsWith("tests/e2e/spark/")) return "spark";
  if (path.startsWith("tests/e2e/notebooks/")) return "notebooks";
  return path.startsWith("tests/e2e/") ? "e2e" : "unit";
}

/**
 * The jobs for the files: one for all unit tests and the documented examples, since they hardly wait, and one for
 * each other file.
 *
 * @param files paths within the project, with `/`
 * @param only one kind, if not all
 */
export function testJobs(files: readonly string[], only?: TestKind): TestJob[] {
  const tests = files.filter((path) => kindOf(path) && (only ?? kindOf(path)) === kindOf(path))
    .sort();
  const jobOf = (path: string): TestJob => ({
    name: path,
    kind: kindOf(path) ?? "unit",
    paths: [path],
    doc: false,
    alone: alone.includes(path),
  });
  const units = tests.filter((path) => kindOf(path) === "unit" && !alone.includes(path));
  const unit: TestJob[] = units.length === 0 ? [] : [{
    ...jobOf("unit tests and documented examples"),
    paths: [...units, "lib", "fresh-app"],
    doc: true,
  }];
  const rest = tests.filter((path) => !units.includes(path));
  const first = longest.filter((path) => rest.includes(path));
  const others = rest.filter((path) => !longest.includes(path));
  const [head, ...tail] = first.map(jobOf);
  return [...(head ? [head] : []), ...unit, ...tail, ...others.map(jobOf)];
}
