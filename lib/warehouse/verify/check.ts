/** Two ways to the same figure. */

/** A figure, and where it is taken from. */
export interface Side {
  /** Where: `the cleaned files`. */
  readonly where: string;
  /** The figure as a text, money with two decimals. */
  readonly value: () => Promise<string>;
}

/** A check: both sides must say the same. */
export interface Check {
  /** What is compared: `revenue, the sum of prices`. */
  readonly what: string;
  readonly one: Side;
  readonly other: Side;
}

/** What became of a check. */
export interface CheckResult {
  readonly what: string;
  readonly one: { readonly where: string; readonly value: string };
  readonly other: { readonly where: string; readonly value: string };
  readonly agrees: boolean;
  /** A side could not be asked: another time it may. */
  readonly unanswered?: true;
}

/** Carries out a check; a side that cannot be asked says why, and does not agree. */
export async function carryOut({ what, one, other }: Check): Promise<CheckResult> {
  const [left, right] = await Promise.all([one, other].map(ask));
  const isAnswered = left?.isAnswer === true && right?.isAnswer === true;
  return {
    what,
    one: { where: one.where, value: left?.value ?? "" },
    other: { where: other.where, value: right?.value ?? "" },
    agrees: isAnswered && left.value === right.value,
    ...(!isAnswered && { unanswered: true }),
  };
}

async function ask(
  { value }: Side,
): Promise<{ readonly value: string; readonly isAnswer: boolean }> {
  try {
    return { value: await value(), isAnswer: true };
  } catch (error) {
    return { value: (error as Error).message.split("\n")[0] ?? "", isAnswer: false };
  }
}
