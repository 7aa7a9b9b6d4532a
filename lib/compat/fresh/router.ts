/** Which route a path leads to. */

/** What a request's path leads to. */
export interface Match<T> {
  readonly pattern: string;
  readonly params: Record<string, string>;
  /** By method. */
  readonly byMethod: ReadonlyMap<string, T>;
}

/** Finds routes by path: fixed ones first, with or without a slash at the end, then patterns in order. */
export class Router<T> {
  readonly #fixed = new Map<string, Map<string, T>>();
  readonly #patterns = new Map<string, { pattern: URLPattern; byMethod: Map<string, T> }>();

  /** Adds a route; the first for a method and a path counts. */
  add(method: string, path: string, item: T): void {
    const byMethod = this.#methodsOf(path);
    if (!byMethod.has(method)) byMethod.set(method, item);
  }

  #methodsOf(path: string): Map<string, T> {
    if (!/[*:{}+?()]/.test(path)) return getOrSet(this.#fixed, path, () => new Map<string, T>());
    return getOrSet(this.#patterns, path, () => ({
      pattern: new URLPattern({ pathname: path }),
      byMethod: new Map<string, T>(),
    })).byMethod;
  }

  /** @throws {URIError} if a part of the path is not well encoded */
  match(url: URL): Match<T> | undefined {
    const { pathname } = url;
    const other = pathname.endsWith("/") ? pathname.slice(0, -1) : `${pathname}/`;
    for (const pattern of [pathname, other]) {
      const byMethod = this.#fixed.get(pattern);
      if (byMethod) return { pattern, params: {}, byMethod };
    }
    for (const [path, { pattern, byMethod }] of this.#patterns) {
      const groups = pattern.exec(url)?.pathname.groups;
      if (!groups) continue;
      const params = Object.entries(groups).map(([name, value = ""]) => [name, decodeURI(value)]);
      return { pattern: path, params: Object.fromEntries(params), byMethod };
    }
  }
}

function getOrSet<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
