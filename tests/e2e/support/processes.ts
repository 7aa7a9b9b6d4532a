/** The running processes whose command line contains `text`; for Linux. */
export async function processesWith(text: string): Promise<{ pid: number; command: string }[]> {
  const found = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    // A zombie's command line is empty.
    const command = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (command.includes(text)) found.push({ pid: Number(name), command });
  }
  return found;
}
