/** Runs the pipeline in a folder, and is killed in its second task. */
import { runGraph } from "../../lib/tasks/run_graph.ts";
import { notingWorks, pipeline } from "./graphs.ts";

const [dir = ""] = Deno.args;
const load = () => {
  Deno.kill(Deno.pid, "SIGKILL");
  return new Promise<never>(() => {});
};
await runGraph({
  graph: pipeline,
  works: { ...notingWorks(pipeline).works, load },
  context: undefined,
  dir,
  wanted: { kind: "resume" },
  now: () => 0,
});
