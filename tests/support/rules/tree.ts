/** The source of a project as the rules read it: the text of each file by its path, and who imports whom. */
import { dirname, join, normalize } from "node:path/posix";

/** Texts of files by their paths from the project's folder, with `/` between folders. */
export type Tree = ReadonlyMap<string, string>;

/** Of each file of a tree, the files of this project that it imports or starts. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** Reads the TypeScript files in some folders of the project. */
export function readTree(project: string, folders: readonly string[]): Tree {
  const tree = new Map<string, string>();
  const read = (folder: string) => {
    for (const { name, isDirectory } of Deno.readDirSync(`${project}/${folder}`)) {
      const path = `${folder}/${name}`;
      if (isDirectory && name !== "node_modules") read(path);
      else if (/\.tsx?$/.test(name)) tree.set(path, Deno.readTextFileSync(`${project}/${path}`));
    }
  };
  folders.forEach(read);
  return tree;
}

/**
 * Who imports whom: by `import`, `export … from`, `import()`, `new URL(…, import.meta.url)` and
 * `join(import.meta.dirname …)`. An import of only types counts, too.
 */
export function importsOf(tree: Tree): Imports {
  return new Map(
    [...tree].map(([path, text]) => [
      path,
      specifiersIn(text)
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => normalize(join(dirname(path), specifier))),
    ]),
  );
}

/** The source without lines that are only a comment. */
export function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, "");
}

const specifiersIn = (text: string): string[] => {
  const code = withoutComments(text);
  return forms.flatMap(([form, prefix]) =>
    [...code.matchAll(form)].map(([, specifier = ""]) => prefix + specifier)
  );
};

// Statements begin a line, as `deno fmt` puts them. What starts a script or a worker names its file.
const forms: readonly (readonly [RegExp, string])[] = [
  [/^(?:import|export)\s[^"';]*?\sfrom\s+"([^"]+)"/gm, ""],
  [/^import\s+"([^"]+)"/gm, ""],
  [/\bimport\(\s*"([^"]+)"/g, ""],
  [/\bimport\.meta\.resolve\(\s*"([^"]+)"/g, ""],
  [/\bnew URL\(\s*["'`]([^"'`$]+\.tsx?)["'`],\s*import\.meta\.url/g, "./"],
  [/\bimport\.meta\.dirname\b[^;"]*(?:"\.?"[^;"]*)?"([^"]+\.tsx?)"/g, "./"],
];
