/** TypeScript's checker as `deno check` uses it, kept running: `deno lsp`, asked about notebooks. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { childEnvironment } from "../../servers/child_environment.ts";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node.js";

/** What it finds in a cell; lines and columns count from 0. */
export interface Diagnostic {
  readonly range: Range;
  /** TypeScript's number of it. */
  readonly code?: number | string;
  /** 1 is an error. */
  readonly severity?: number;
  readonly message: string;
  readonly relatedInformation?: readonly { readonly location: NameElsewhere }[];
}

/** A part of a cell. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A place in a cell, from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Cells that run in one kernel. */
export interface Cells {
  /** A name that no other kernel has. */
  readonly kernel: string;
  /** The notebook's folder, from which its imports are found. */
  readonly folder: string;
  /** The sources, in the order of running. */
  readonly sources: readonly string[];
}

interface OpenCell {
  readonly uri: string;
  readonly source: string;
  /** The source, but for names that a later cell has made anew. */
  text: string;
}

/** Where another cell makes a name. */
interface NameElsewhere {
  readonly uri: string;
  readonly range: Range;
}

interface Completion {
  readonly label: string;
  readonly kind?: number;
}

const languageId = "typescript";
/** The kind of a completion that is a word of the language. */
const keyword = 14;

/** A running checker. */
export class LanguageServer {
  readonly #child: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #ready: Promise<void>;
  /** The cells that it has of each notebook. */
  readonly #open = new Map<string, readonly OpenCell[]>();
  #named = 0;

  /** @param folder the project's, in which it finds `deno.json` */
  constructor(folder: string) {
    this.#child = spawn(Deno.execPath(), ["lsp", "--quiet"], {
      cwd: folder,
      env: childEnvironment({ DENO_NO_UPDATE_CHECK: "1" }),
      stdio: ["pipe", "pipe", "ignore"],
      windowsHide: true,
    });
    const { stdin, stdout } = this.#child;
    if (!stdin || !stdout) throw new Error("a child with pipes has them");
    this.#connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.#connection.listen();
    this.#ready = this.#initialize(pathToFileURL(folder).href);
  }

  async #initialize(uri: string): Promise<void> {
    await this.#connection.sendRequest("initialize", {
      processId: Deno.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "project" }],
      initializationOptions: { enable: true, lint: false, documentPreloadLimit: 0 },
      capabilities: {
        workspace: { workspaceFolders: true },
        textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
        notebookDocument: { synchronization: {} },
      },
    });
    await this.#connection.sendNotification("initialized", {});
  }

  /** What it finds in the last of the cells. */
  async diagnostics(cells: Cells): Promise<readonly Diagnostic[]> {
    const uri = await this.#tell(cells);
    const found = await this.#find(uri);
    const elsewhere = found.flatMap((one) => namesElsewhere(one, uri));
    if (elsewhere.length === 0) return found;
    // A kernel lets a cell make a name anew. The checker takes the one that was made first.
    await this.#rename(elsewhere);
    return await this.#find(uri);
  }

  /** What may stand at a place of the last of the cells. */
  async completions(cells: Cells, position: Position): Promise<string[]> {
    const uri = await this.#tell(cells);
    const found = await this.#connection.sendRequest<{ items: Completion[] } | null>(
      "textDocument/completion",
      { textDocument: { uri }, position },
    );
    return (found?.items ?? []).filter(({ kind }) => kind !== keyword).map(({ label }) => label);
  }

  async #find(uri: string): Promise<readonly Diagnostic[]> {
    const { items } = await this.#connection.sendRequest<{ items: Diagnostic[] }>(
      "textDocument/diagnostic",
      { textDocument: { uri } },
    );
    return items;
  }

  /** Tells it which cells there are; the last one's address. */
  async #tell({ kernel, folder, sources }: Cells): Promise<string> {
    await this.#ready;
    const notebook = pathToFileURL(join(folder, `${kernel}.ipynb`)).href;
    const had = this.#open.get(notebook) ?? [];
    const same = sources.findIndex((source, index) => source !== had[index]?.source);
    const start = same < 0 ? sources.length : same;
    const removed = had.slice(start);
    const added = sources.slice(start).map((source): OpenCell => ({
      uri: `${notebook.replace("file:", "vscode-notebook-cell:")}#${++this.#named}`,
      source,
      text: isObject(source) ? "" : source,
    }));
    const cells = added.map(({ uri }) => ({ kind: 2, document: uri }));
    const didOpen = added.map(({ uri, text }) => ({ uri, languageId, version: 1, text }));
    const isNew = !this.#open.has(notebook);
    const open = [...had.slice(0, start), ...added];
    this.#open.set(notebook, open);
    if (isNew) {
      const version = ++this.#named;
      await this.#connection.sendNotification("notebookDocument/didOpen", {
        notebookDocument: { uri: notebook, notebookType: "jupyter-notebook", version, cells },
        cellTextDocuments: didOpen,
      });
    } else if (added.length + removed.length > 0) {
      const array = { start, deleteCount: removed.length, cells };
      const didClose = removed.map(({ uri }) => ({ uri }));
      await this.#change(notebook, { structure: { array, didOpen, didClose } });
    }
    return open.at(-1)?.uri ?? "";
  }

  /** Gives names in earlier cells, which a later one has made anew, other ones. */
  async #rename(places: readonly NameElsewhere[]): Promise<void> {
    for (const [notebook, cells] of this.#open) {
      for (const cell of cells) {
        const here = places.filter(({ uri }) => uri === cell.uri);
        if (here.length === 0) continue;
        // From the last one on: those before it stay where they are.
        for (const { range } of here.toSorted((a, b) => compare(b.range.start, a.range.start))) {
          cell.text = withOtherName(cell.text, range, `former_${++this.#named}`);
        }
        const document = { uri: cell.uri, version: ++this.#named };
        const changes = [{ text: cell.text }];
        await this.#change(notebook, { textContent: [{ document, changes }] });
      }
    }
  }

  async #change(notebook: string, cells: unknown): Promise<void> {
    await this.#connection.sendNotification("notebookDocument/didChange", {
      notebookDocument: { uri: notebook, version: ++this.#named },
      change: { cells },
    });
  }

  /** Ends it. */
  end(): void {
    this.#connection.dispose();
    this.#child.kill("SIGKILL");
  }
}

/** Where other cells of the notebook make the name that this one makes anew. */
function namesElsewhere(diagnostic: Diagnostic, uri: string): NameElsewhere[] {
  if (!isMadeAnew(diagnostic)) return [];
  const notebook = uri.slice(0, uri.indexOf("#"));
  return (diagnostic.relatedInformation ?? []).map(({ location }) => location)
    .filter((location) => location.uri !== uri && location.uri.startsWith(notebook));
}

/** Whether it is about a name that is made twice. */
export const isMadeAnew = ({ code }: Diagnostic): boolean =>
  [2300, 2393, 2440, 2451].includes(Number(code));

/** A kernel shows `{ a: 1 }` as an object; to the checker it is a block. */
const isObject = (source: string) =>
  /^\s*\{\s*(\}|\.\.\.|["'[]|[\w$]+\s*[:,}])/.test(source) && !/;\s*$/.test(source);

const compare = (a: Position, b: Position) => a.line - b.line || a.character - b.character;

/** A text with another name at a place. */
function withOtherName(text: string, { start, end }: Range, name: string): string {
  return text.split("\n").map((line, index) =>
    index === start.line ? line.slice(0, start.character) + name + line.slice(end.character) : line
  ).join("\n");
}
