/** Where the warehouse keeps its files. */
import { join } from "node:path";
import type { OlistName } from "./olist.ts";

/** The folders and files of the warehouse, all below one folder, `data/warehouse`. */
export interface Place {
  readonly dir: string;
  /** The seven files in work, as they came. */
  readonly raw: string;
  /** The seven files, cleaned. */
  readonly cleaned: string;
  /** What cannot be used, a file for each of the seven, with the reasons. */
  readonly quarantine: string;
  /** A folder for each table. */
  readonly parquet: string;
  readonly reports: string;
}

/** The place of the warehouse in the folder of the kit's data. */
export function placeIn(dataDir: string): Place {
  const dir = join(dataDir, "warehouse");
  const folder = (name: string) => join(dir, name);
  return {
    dir,
    raw: folder("raw"),
    cleaned: folder("cleaned"),
    quarantine: folder("quarantine"),
    parquet: folder("parquet"),
    reports: folder("reports"),
  };
}

/** Where a table is: a folder of its own. */
export const parquetFile = (place: Place, name: string): string =>
  join(place.parquet, name, `${name}.parquet`);

/** A raw file, known to be readable and to have its columns. */
export interface RawFile {
  readonly name: OlistName;
  /** Where it is: CSV, plain or packed by gzip. */
  readonly path: string;
  /** Its columns as they stand in it: in any order, and among others. */
  readonly columns: readonly string[];
  readonly size_bytes: number;
  /** What its contents are known by: its size and when it was changed last. */
  readonly version: string;
}

/** All of them. */
export type RawFiles = Readonly<Record<OlistName, RawFile>>;
