/**
 * Locks of tasks: who runs one has it alone, and no other process meanwhile runs what comes before or after it. So of
 * two whole runs one is refused, while Airflow may call two tasks that stand side by side at once.
 */
import { join } from "node:path";
import { DzError, FileError } from "../base/errors.ts";
import {
  lockHolder,
  tryFileLock,
  trySharedFileLock,
  withFileLock,
} from "../base/files/file_lock.ts";
import { ancestorsOf, descendantsOf, type TaskGraph } from "./task_graph.ts";

/**
 * Takes the locks of all tasks in the plan. A process that was killed has none.
 *
 * @param dir the folder of the locks
 * @returns ends them
 * @throws {DzError} if another process has one, which is named, and since when
 */
export async function takeTaskLocks(
  dir: string,
  graph: TaskGraph,
  plan: ReadonlySet<string>,
): Promise<Disposable> {
  try {
    // Of two that begin at once each could have a lock that the other wants, and both would be refused.
    return await withFileLock(
      join(dir, "gate.lock"),
      () => Promise.resolve(takeAll(dir, graph, plan)),
    );
  } catch (error) {
    throw error instanceof DzError ? error : FileError.from(`Cannot lock in ${dir}`, error);
  }
}

function takeAll(dir: string, graph: TaskGraph, plan: ReadonlySet<string>): Disposable {
  using taken = new DisposableStack();
  const neighbours = new Set(
    [...plan].flatMap((name) => [...ancestorsOf(graph, name), ...descendantsOf(graph, name)]),
  );
  for (const { name } of graph.tasks) {
    if (!plan.has(name) && !neighbours.has(name)) continue;
    const path = lockFile(dir, name);
    const lock = (plan.has(name) ? tryFileLock : trySharedFileLock)(path);
    if (!lock) throw new DzError(refusal(dir, graph, plan, name));
    taken.use(lock);
  }
  const kept = taken.move();
  return { [Symbol.dispose]: () => kept.dispose() };
}

const lockFile = (dir: string, name: string) => join(dir, `${name}.lock`);

/** Who is in the way: who has that lock alone, or another one, and shares this. */
function refusal(dir: string, graph: TaskGraph, plan: ReadonlySet<string>, wanted: string): string {
  const held = graph.tasks.map(({ name }) => name).filter((name) =>
    isHeldAlone(lockFile(dir, name))
  );
  const name = held.includes(wanted) ? wanted : held[0] ?? wanted;
  const path = lockFile(dir, name);
  const since = Deno.statSync(path).mtime?.toISOString().slice(0, 19).replace("T", " ");
  const what = held.length === 1 ? name : "tasks";
  const asked = plan.size === 1 ? `${[...plan]} of ${graph.name}` : graph.name;
  return `Cannot run ${asked}: ${lockHolder(path)} has been running ${what} ` +
    `since ${since} UTC. Wait for it, or stop it with Ctrl-C`;
}

function isHeldAlone(path: string): boolean {
  using lock = trySharedFileLock(path);
  return lock === undefined;
}
