/** What a process has started, and that in turn. */
import { outputOf } from "./call.ts";
import { childCommand } from "./child_environment.ts";

/** The numbers of all that descend from a process, as the system knows them now. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const [child, parent] of await parents()) {
    children.set(parent, [...children.get(parent) ?? [], child]);
  }
  const found: number[] = [];
  const add = (of: number) => {
    for (const child of children.get(of) ?? []) {
      found.push(child);
      add(child);
    }
  };
  add(pid);
  return found;
}

/** Every process with its parent. */
async function parents(): Promise<(readonly [number, number])[]> {
  if (Deno.build.os === "linux") return parentsOnLinux();
  const [program, ...args] = Deno.build.os === "windows"
    ? [
      ...["powershell", "-NoProfile", "-NonInteractive", "-Command"],
      'Get-CimInstance Win32_Process | % { "$($_.ProcessId) $($_.ParentProcessId)" }',
    ]
    : ["ps", "-A", "-o", "pid=,ppid="];
  const asked = outputOf(childCommand(program ?? "", { args, stdin: "null" }));
  const text = new TextDecoder().decode((await asked.catch(() => undefined))?.stdout);
  return text.trim().split("\n").map((line) => {
    const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    return [child, parent];
  });
}

function parentsOnLinux(): (readonly [number, number])[] {
  return [...Deno.readDirSync("/proc")].flatMap(({ name }) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const [, parent] = /^.*\) \S+ (\d+)/s.exec(Deno.readTextFileSync(`/proc/${name}/stat`)) ?? [];
      return [[Number(name), Number(parent)] as const];
    } catch {
      return []; // it has just ended
    }
  });
}
