/** The lines of a quarantine, as they are written: never more than there is a use for. */
import { counted } from "../../base/text/counted.ts";
import { csvLine } from "../../base/text/csv_line.ts";
import { encoded } from "../../base/text/encoded.ts";
import { writeAllSync } from "../../base/files/write_all.ts";
import type { RejectedLine } from "../scan/rejected_rows.ts";

/** How many lines are kept of a log. */
export const quarantineLimits = {
  most: 1_000_000,
  /** Of a log that cannot be used as a whole: they show what is wrong with it. */
  sample: 1000,
} as const;

const header = csvLine(["log", "line", "reason", "text"]);
const buffered_chars = 1 << 16;

/** What is in a quarantine. */
export interface QuarantineSize {
  readonly bytes: number;
  /** How many lines of the log at hand. */
  readonly lines: number;
}

/**
 * Writes the lines of a log that cannot be used, `log,line,reason,text`, to an open file, within
 * {@link quarantineLimits}. All methods throw what writing throws.
 */
export class QuarantineLines {
  readonly #file: Deno.FsFile;
  readonly #limits: { readonly most: number; readonly sample: number };
  #text: string;
  #bytes: number;
  #lines: number;
  /** Where the file ends if a sample is enough. */
  #sample: QuarantineSize;

  /**
   * @param file stands at its end
   * @param size what is in it already
   */
  constructor(
    file: Deno.FsFile,
    size: QuarantineSize = { bytes: 0, lines: 0 },
    limits: { readonly most: number; readonly sample: number } = quarantineLimits,
  ) {
    this.#file = file;
    this.#limits = limits;
    this.#text = size.bytes === 0 ? header : "";
    this.#bytes = size.bytes;
    this.#lines = size.lines;
    this.#sample = size;
  }

  /** Adds a line; says whether there is room for more. */
  add(log: string, { line, reason, text }: RejectedLine): boolean {
    if (this.#lines >= this.#limits.most) return false;
    this.#text += csvLine([log, line, reason, text]);
    this.#lines++;
    if (this.#lines === this.#limits.sample) this.#sample = this.#flush();
    else if (this.#text.length >= buffered_chars) this.#flush();
    return this.#lines < this.#limits.most;
  }

  /** Writes what was added; cuts off what is more than a sample, if that is enough. */
  end({ isSample }: { readonly isSample: boolean }): QuarantineSize {
    const size = this.#flush();
    if (!isSample || size.lines <= this.#limits.sample) return size;
    this.#file.truncateSync(this.#sample.bytes);
    this.#file.seekSync(this.#sample.bytes, Deno.SeekMode.Start);
    this.#bytes = this.#sample.bytes;
    this.#lines = this.#sample.lines;
    return this.#sample;
  }

  /** Says how many lines are left out, if any are. The next line is the first of another log. */
  endLog(log: string, leftOut: number): void {
    if (leftOut > 0) this.#text += csvLine([log, "", "left out", counted(leftOut, "more line")]);
    this.#lines = 0;
    this.#sample = this.#flush();
  }

  #flush(): QuarantineSize {
    const bytes = encoded(this.#text);
    writeAllSync(this.#file, bytes);
    this.#text = "";
    this.#bytes += bytes.length;
    return { bytes: this.#bytes, lines: this.#lines };
  }
}
