/** The Python environments of the engines that benchmarks are held against. */
import { completeEnvironment } from "../../lib/python/complete_environment.ts";
import { notice } from "../shared/cli.ts";
import { beside } from "./beside.ts";

/** The Python that has what `NAME_requirements.txt` lists; made on first use. */
export function benchEnvironment(name: "als" | "trends"): Promise<string> {
  return completeEnvironment({
    name: `bench-${name}`,
    purpose: `run the other engines of bench ${name}`,
    contents: `what bench ${name} compares with, some ${name === "als" ? 60 : 90} MB`,
    requirements: beside(`${name}_requirements.txt`),
    pythons: { from: 11 },
  }, notice);
}
