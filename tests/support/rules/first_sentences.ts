/** The rule of first sentences: a file begins with a sentence on what it holds. */
import type { Tree } from "./tree.ts";

/** Files that begin without a sentence, or with one that is about a part of them. */
export function firstSentenceFaults(tree: Tree): string[] {
  return [...tree].filter(([, text]) => !saysWhatItHolds(text))
    .map(([path]) => `${path} does not begin with a sentence on what it holds`);
}

/** A comment at the top counts unless it belongs to one of several exports. */
function saysWhatItHolds(text: string): boolean {
  const comment = /^\/\*\*[^]*?\*\/\n/.exec(text)?.[0];
  if (!comment || !/[.?:]/.test(comment)) return false;
  const rest = text.slice(comment.length);
  if (!/^(?:export|declare|const|let|function|async|class|interface|type|abstract)\b/.test(rest)) {
    return true;
  }
  if (/^export (?:\*|\{|type \{)/.test(rest)) return true;
  const exports = rest.match(/^export\b/gm)?.length ?? 0;
  return exports === 1 && rest.startsWith("export");
}
