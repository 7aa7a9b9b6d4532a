/**
 * What the process that serves the dashboard is handed on its standard input, as JSON.
 */
import type { Asset, Assets } from "../assets.ts";
import type { WarehouseAddresses } from "../data/warehouse/addresses.ts";
import type { Address } from "../serve.ts";

export interface Handover {
  readonly address: Address;
  /** By system; the strings may hold passwords. */
  readonly databases: { readonly store: DatabaseAddress; readonly warehouse: DatabaseAddress };
  readonly warehouse: WarehouseAddresses;
  /** So long it waits for the first reading before it says where it is. */
  readonly patience_ms: number;
  readonly assets: Assets;
}

export interface DatabaseAddress {
  /** Of a user who may read. */
  readonly uri: string;
  readonly name: string;
  /** Whether it is reached by a proxy, so that the servers themselves are not. */
  readonly isProxied: boolean;
}

/** Writes it. */
export const handoverText = ({ assets, ...handover }: Handover): string =>
  JSON.stringify({ ...handover, assets: { ...assets, ...listed(assets) } });

/** Reads it. */
export function readHandover(text: string): Handover {
  const { assets, ...handover }: Omit<Handover, "assets"> & {
    assets: Omit<Assets, "byPath" | "ofTopic"> & ReturnType<typeof listed>;
  } = JSON.parse(text);
  const byPath = assets.byPath.map(([path, { type, body, encoded }]): [string, Asset] => [path, {
    type,
    body: Uint8Array.fromBase64(body),
    encoded: new Map(encoded.map(([name, text]) => [name, Uint8Array.fromBase64(text)])),
  }]);
  return {
    ...handover,
    assets: { ...assets, byPath: new Map(byPath), ofTopic: new Map(assets.ofTopic) },
  };
}

const listed = ({ byPath, ofTopic }: Assets) => ({
  ofTopic: [...ofTopic],
  byPath: [...byPath].map(([path, { type, body, encoded }]) =>
    [path, {
      type,
      body: body.toBase64(),
      encoded: [...encoded].map(([name, bytes]) => [name, bytes.toBase64()] as const),
    }] as const
  ),
});
