/** What a log is kept in, told by its name. */

/** What stands for the log on standard input. */
export const standardInput = "-";

/** What a log is kept in, by its name. */
export function formOf(path: string): "standard input" | "gzip" | "parquet" | "csv" {
  if (path === standardInput) return "standard input";
  if (/\.gz$/i.test(path)) return "gzip";
  return /\.parquet$/i.test(path) ? "parquet" : "csv";
}

/** The path of a log without what tells its form: `logs/2025` for `logs/2025.csv.gz`. */
export const stemOf = (path: string) => path.replace(/(\.csv)?\.gz$|\.csv$|\.parquet$/i, "");
