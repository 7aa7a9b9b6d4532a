/** What an examination by the doctor is, and what it finds. */
import { reasonOf } from "../../lib/base/errors.ts";
import { withoutSecrets } from "../../lib/base/text/without_secrets.ts";
import type { Settings } from "../../lib/base/settings.ts";

/** The variables that are set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One thing that the doctor looks at. */
export interface Examination {
  readonly name: string;
  /** What cannot be done without it; absent: next to nothing can. */
  readonly neededFor?: string;
  /** The command or the act that mends it. */
  readonly fix: string;
  /**
   * Looks, and says what there is.
   *
   * @throws {DzError} if it will not do
   */
  readonly look: (settings: Settings, env: Environment) => Promise<string> | string;
}

/** What the doctor found. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What there is, or what is wrong with it. */
  readonly detail: string;
  /** What mends it; `null` if nothing has to be mended. */
  readonly fix: string | null;
}

/** Examines one thing. */
export async function examine(
  { name, neededFor, fix, look }: Examination,
  settings: Settings,
  env: Environment,
): Promise<Finding> {
  try {
    return { name, ok: true, detail: await look(settings, env), fix: null };
  } catch (error) {
    const need = neededFor ? ` (only ${neededFor} need it)` : "";
    return { name, ok: false, detail: `${withoutSecrets(reasonOf(error))}${need}`, fix };
  }
}
