/** How much memory a run holds: this process and what it has started. */
import { descendantsOf } from "../servers/descendants.ts";
import type { BeginMeasuring } from "./execute.ts";

/** How often it is looked at. */
const every_ms = 250;

/**
 * Measures the most memory, in bytes, until it is told to end; between two looks it may have been more. Tasks that run
 * side by side are seen together. Other systems than Linux tell of this process only.
 */
export const measureMemory: BeginMeasuring = () => {
  let most = 0;
  const look = async () => {
    most = Math.max(most, await heldNow());
  };
  void look();
  const timer = setInterval(look, every_ms);
  return {
    end() {
      clearInterval(timer);
      most = Math.max(most, Deno.memoryUsage().rss);
      return most;
    },
  };
};

async function heldNow(): Promise<number> {
  const ours = Deno.memoryUsage().rss;
  if (Deno.build.os !== "linux") return ours;
  const others = (await descendantsOf(Deno.pid)).map(residentOnLinux);
  return others.reduce((sum, bytes) => sum + bytes, ours);
}

function residentOnLinux(pid: number): number {
  try {
    const [, kilobytes] =
      /^VmRSS:\s+(\d+) kB$/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`)) ??
        [];
    return 1024 * Number(kilobytes ?? 0);
  } catch {
    return 0; // it has just ended
  }
}
