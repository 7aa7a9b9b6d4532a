/** Whether a process lives. */
import process from "node:process";

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  if (Deno.build.os === "linux" && isZombie(pid)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** A dead process that its parent has not yet waited for. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}
