/**
 * What is done with each part of a page that was drawn: at first by the server, later by what is
 * live.
 */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />

type Enhance = (within: ParentNode) => void;

const enhancements: Enhance[] = [];

/** Enhances the page as it is, and whatever is drawn of it later. */
export function onDraw(enhance: Enhance): void {
  enhancements.push(enhance);
  enhance(document);
}

/** Tells that something was drawn. */
export function drawn(within: ParentNode): void {
  for (const enhance of enhancements) enhance(within);
}
