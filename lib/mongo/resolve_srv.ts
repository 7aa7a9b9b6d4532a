/**
 * A connection string that names its servers, made of one that only names their entry in the DNS.
 */
import { resolveSrv, resolveTxt } from "node:dns/promises";
import { DatabaseError, ServerUnreachableError } from "./errors.ts";
import { maskAddress } from "../base/text/without_secrets.ts";
import { maskIn } from "./mask_in.ts";

/** The two questions that are asked of the DNS. */
export interface Dns {
  readonly resolveSrv: (name: string) => Promise<readonly { name: string; port: number }[]>;
  readonly resolveTxt: (name: string) => Promise<readonly (readonly string[])[]>;
}

/** What a TXT record may set; the string itself goes before. */
const fromTxt = ["authSource", "replicaSet", "loadBalanced"];

/**
 * The same connection string with `mongodb://` in place of `mongodb+srv://`, for a process that
 * may not ask the DNS; any other string is handed back.
 *
 * @throws {ServerUnreachableError} if the DNS has no answer
 * @throws {DatabaseError} if it leads to another domain
 * @see
 * https://github.com/mongodb/specifications/blob/master/source/initial-dns-seedlist-discovery/initial-dns-seedlist-discovery.md
 */
export async function resolveSrvUri(
  uri: string,
  dns: Dns = { resolveSrv, resolveTxt },
): Promise<string> {
  const [, login = "", host = "", database = "", query = ""] =
    /^mongodb\+srv:\/\/(.*@)?([^@/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(uri) ?? [];
  if (host === "") return uri;
  const options = new Map(
    query.split("&").filter(Boolean).map((option) => {
      const [name = "", ...value] = option.split("=");
      return [name.toLowerCase(), { name, value: value.join("=") }];
    }),
  );
  const service = options.get("srvservicename")?.value ?? "mongodb";
  const [servers, texts] = await Promise.all([
    dns.resolveSrv(`_${service}._tcp.${host}`),
    dns.resolveTxt(host).catch(() => []),
  ]).catch((error: Error) => {
    throw new ServerUnreachableError(uri, maskIn(error.message, uri), { cause: error });
  });
  const labels = host.split(".");
  const domain = `.${(labels.length < 3 ? labels : labels.slice(1)).join(".")}`.toLowerCase();
  const names = servers.map(({ name, port }) => `${name.replace(/\.$/, "")}:${port}`);
  const foreign = servers.find(({ name }) =>
    !name.replace(/\.$/, "").toLowerCase().endsWith(domain)
  );
  if (foreign) {
    throw new DatabaseError(
      `Cannot use the connection string ${
        maskAddress(uri)
      }: its DNS entry leads to ${foreign.name}, ` +
        "which is another domain",
    );
  }
  for (const [name, value] of new URLSearchParams(texts.map((text) => text.join("")).join("&"))) {
    const isKnown = fromTxt.includes(name) && !options.has(name.toLowerCase());
    if (isKnown) options.set(name.toLowerCase(), { name, value });
  }
  for (const name of ["srvservicename", "srvmaxhosts"]) options.delete(name);
  const tls = options.has("tls") || options.has("ssl") ? [] : ["tls=true"];
  const all = [...[...options.values()].map(({ name, value }) => `${name}=${value}`), ...tls];
  return `mongodb://${login}${names.join(",")}/${database}?${all.join("&")}`;
}
