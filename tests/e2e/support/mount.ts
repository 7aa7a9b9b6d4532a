/** Mounts a small file system in memory, as `size=50m` or `noexec` says; tells whether that is allowed here. */
export async function mount(dir: string, options: string): Promise<boolean> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return false;
  const args = ["-t", "tmpfs", "-o", options, "tmpfs", dir];
  return (await new Deno.Command("mount", { args }).output().catch(() => ({ success: false })))
    .success;
}

/** Mounts one from which no program runs. */
export const mountNoexec = (dir: string): Promise<boolean> => mount(dir, "size=50m,noexec");

/** Takes it away again, with all that is on it. */
export async function unmount(dir: string): Promise<void> {
  await new Deno.Command("umount", { args: [dir] }).output();
}

/** Shows a folder at another place, too, there with these options. */
export async function mountBound(from: string, at: string, options: string): Promise<boolean> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return false;
  const run = async (...args: string[]) =>
    (await new Deno.Command("mount", { args }).output().catch(() => ({ success: false }))).success;
  if (!await run("--bind", from, at)) return false;
  if (await run("-o", `remount,bind,${options}`, at)) return true;
  await unmount(at);
  return false;
}
