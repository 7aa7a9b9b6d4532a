/** Addresses, and texts that hold some, without their passwords: fit for messages and logs. */

/** Nothing is left to hide: what was hidden already, and what ends a sentence. */
const hidden = String.raw`(?!\*{3}[.,:;)]*(?:[&\s]|$))`;

/** Options whose values are secret, by a part of their names. */
const secretOption = new RegExp(
  "((?:pass(?:word|wd|phrase)|pwd|secret|token|credential|api_?key|authMechanismProperties)" +
    String.raw`[\w.-]*(?:=|%3D))${hidden}[^&;\s]*`,
  "gi",
);

/** A property of an option that is secret by itself, such as that of a session of AWS. */
const secretProperty = new RegExp(
  String.raw`((?:session|access|refresh|id)_token:)${hidden}[^,&;\s]+`,
  "gi",
);

/** What may stand where a server is named: a name or an address, with or without a port. */
const server = /^(?:(?:[^\s:@/[\]%]+|\[[\da-f:.]*\])(?::([1-9]\d{0,4}))?)?$/i;

/**
 * Whether servers are named, and nothing else. A password that may be a port is taken for one, where a string is
 * cut before its `@`: without ports no message would say which server is meant.
 *
 * @param mostPort 0: they have none, as where DNS knows the servers (SRV)
 */
function areServers(named: string, mostPort: number): boolean {
  return named.split(",").every((one) => {
    const found = server.exec(one);
    return found !== null && Number(found[1] ?? 0) <= mostPort;
  });
}

/**
 * A connection string with its secrets replaced by `***`, also one that is cut or cannot be read: what may be
 * a password is taken for one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(maskAddress("mongodb://amina:s3cret@db/shop"), "mongodb://amina:***@db/shop");
 * assertEquals(maskAddress("mongodb://amina:s3cret"), "mongodb://amina:***");
 * assertEquals(maskAddress("mongodb://localhost:27017/shop"), "mongodb://localhost:27017/shop");
 * ```
 */
export function maskAddress(address: string): string {
  const [, scheme = "", rest = ""] =
    /^(\s*(?:mongodb(?:\+srv)?:\/*|[a-z][a-z\d+.-]*:\/\/)?)(.*)$/is.exec(address) ?? [];
  const mostPort = /\+srv/i.test(scheme) ? 0 : 65_535;
  return `${scheme}${withoutPassword(rest, mostPort)}`
    .replace(secretOption, "$1***").replace(secretProperty, "$1***");
}

function withoutPassword(rest: string, mostPort: number): string {
  // A password that should have been escaped may hold any of : / ? @, so all up to the last @ goes.
  const end = rest.lastIndexOf("@");
  const begin = /:|%3A/i.exec(rest);
  if (!begin) return rest;
  const after = begin.index + begin[0].length;
  if (end > begin.index) return `${rest.slice(0, after)}***${rest.slice(end)}`;
  const [named = ""] = rest.split(/[/?]/, 1);
  return areServers(named, mostPort) ? rest : `${rest.slice(0, after)}***`;
}

/** An address in a text, without what ends a sentence. */
const mongodbAddress = /\bmongodb(?:\+srv)?:[^\s"'`<>]*[^\s"'`<>.,:;)]/gi;

/** The name and the password in an address of any kind, such as that of a proxy. */
const login = /(\b[a-z][a-z\d+.-]*:\/\/[^\s/?#:@]*:)[^\s/?#@]*@/gi;

/**
 * A text in which the secrets of every address are replaced by `***`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(withoutSecrets("no answer from http://amina:s3cret@proxy:3128"), "no answer from http://amina:***@proxy:3128");
 * ```
 */
export function withoutSecrets(text: string): string {
  return text.replace(mongodbAddress, maskAddress).replace(login, "$1***@")
    .replace(secretOption, "$1***").replace(secretProperty, "$1***");
}
