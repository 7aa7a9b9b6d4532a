/** The test files of the project. */
import { join } from "node:path";

/** The paths of all files below a folder of the project, with `/`, hidden folders and packages left out. */
export async function filesBelow(projectDir: string, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(projectDir, folder))) {
    if (name.startsWith(".") || name === "node_modules") continue;
    const path = `${folder}/${name}`;
    if (isDirectory) paths.push(...await filesBelow(projectDir, path));
    else paths.push(path);
  }
  return paths;
}
