/** Who a process is: its number, which the system gives away again, together with the moment of its birth. */
import { readFileSync } from "node:fs";
import { isAlive } from "../base/is_alive.ts";
import { outputOf } from "./call.ts";
import { childCommand } from "./child_environment.ts";

/** A process that no other one can be taken for. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was born, in the system's own words. */
  readonly born: string;
}

/** The process with this number, as long as it lives. */
export async function identityOf(pid: number): Promise<ProcessIdentity | undefined> {
  if (!isAlive(pid)) return undefined;
  const born = (await birthOf(pid)).trim();
  return born ? { pid, born } : undefined;
}

/** Whether the very same process still lives. */
export async function isRunning({ pid, born }: ProcessIdentity): Promise<boolean> {
  return (await identityOf(pid))?.born === born;
}

async function birthOf(pid: number): Promise<string> {
  if (Deno.build.os === "linux") return birthOnLinux(pid);
  if (Deno.build.os !== "windows") return await said("ps", "-p", `${pid}`, "-o", "lstart=");
  const question = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  return await said("powershell", "-NoProfile", "-NonInteractive", "-Command", question);
}

/** In clock ticks since the machine was booted, so the boot is named, too. */
function birthOnLinux(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // After the program's name, which may contain anything, come the third and further fields.
    const [, fields = ""] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return `${boot} ${fields.split(" ")[19] ?? ""}`;
  } catch {
    return ""; // it has just ended
  }
}

async function said(program: string, ...args: string[]): Promise<string> {
  const env = { LC_ALL: "C", TZ: "UTC" }; // the same words whoever asks
  const asked = outputOf(childCommand(program, { args, env, stdin: "null" }));
  const output = await asked.catch(() => undefined);
  return output?.success ? new TextDecoder().decode(output.stdout) : "";
}
