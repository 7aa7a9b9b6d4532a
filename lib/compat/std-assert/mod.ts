/**
 * A stand-in for `jsr:@std/assert` where only npm can be reached: the functions that this project
 * uses, with the real package's names and results. `deno task jsr` switches to the real one.
 */
import nodeAssert from "node:assert";
import { isDeepStrictEqual } from "node:util";

/** Thrown by every function here. */
export class AssertionError extends Error {
  override name = "AssertionError";
}

function fail(lines: (string | undefined)[]): never {
  throw new AssertionError(lines.filter((line) => line !== undefined).join("\n"));
}

const show = (value: unknown) =>
  Deno.inspect(value, { depth: 10, iterableLimit: 200, sorted: true });

/** As the real package, 0 and -0 are equal and NaN equals NaN. */
function equal(actual: unknown, expected: unknown): boolean {
  if (actual === expected) return true;
  return isDeepStrictEqual(withoutNegativeZero(actual), withoutNegativeZero(expected));
}

function withoutNegativeZero(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(withoutNegativeZero);
  if (value instanceof Map) {
    return new Map([...value].map(([key, entry]) => [key, withoutNegativeZero(entry)]));
  }
  if (value !== null && typeof value === "object" && isPlain(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, withoutNegativeZero(entry)]),
    );
  }
  return value;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Throws unless `expr` is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) fail([msg]);
}

/** Throws unless the two are deeply equal. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  fail([
    `Values are not equal${msg ? `: ${msg}` : "."}`,
    `actual:   ${show(actual)}`,
    `expected: ${show(expected)}`,
  ]);
}

/** Throws if the two are deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) fail([msg ?? "Expected actual to differ", show(actual)]);
}

/** Throws unless `|actual - expected| <= tolerance`, by default 1e-7 of `expected`. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance = Math.abs(expected || 1) * 1e-7,
  msg?: string,
): void {
  if (Object.is(actual, expected) || Math.abs(actual - expected) <= tolerance) return;
  fail([msg, `Expected actual: "${actual}" to be close to "${expected}" within ${tolerance}`]);
}

/** Throws unless `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual > expected)) fail([msg, `Expect ${show(actual)} > ${show(expected)}`]);
}

/** Throws unless `actual >= expected`. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual >= expected)) fail([msg, `Expect ${show(actual)} >= ${show(expected)}`]);
}

/** Throws unless `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual < expected)) fail([msg, `Expect ${show(actual)} < ${show(expected)}`]);
}

/** Throws unless `actual <= expected`. */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual <= expected)) fail([msg, `Expect ${show(actual)} <= ${show(expected)}`]);
}

/** Throws if `actual` is `null` or `undefined`. */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual === undefined || actual === null) fail([msg, `Expected actual: "${actual}" to exist`]);
}

/** Throws unless `actual` contains `expected`. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (!actual.includes(expected)) {
    fail([msg, `Expected actual: "${actual}" to contain: "${expected}"`]);
  }
}

/** Throws unless `actual` matches `expected`. */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) fail([msg, `Expected actual: "${actual}" to match: "${expected}"`]);
}

// deno-lint-ignore no-explicit-any -- the real signature
type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

/** Throws unless `error` is an instance of `ErrorClass` whose message includes `msgIncludes`. */
export function assertIsError<E extends Error>(
  error: unknown,
  ErrorClass?: ErrorClass<E>,
  msgIncludes?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    fail([`Expected "error" to be an Error object, got ${show(error)}`]);
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    fail([`Expected error to be instance of "${ErrorClass.name}", but was "${error.name}"`]);
  }
  if (msgIncludes !== undefined && !error.message.includes(msgIncludes)) {
    fail([`Expected error message to include "${msgIncludes}", but got "${error.message}"`]);
  }
}

/** Throws unless `fn` throws; returns what it threw. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass?: ErrorClass<E>,
  msgIncludes?: string,
): E {
  let thrown: unknown;
  try {
    fn();
  } catch (error) {
    thrown = error;
  }
  if (thrown === undefined) fail(["Expected function to throw."]);
  assertIsError(thrown, ErrorClass, msgIncludes);
  return thrown as E;
}

/** Rejects unless the promise of `fn` rejects; resolves to what it rejected with. */
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass?: ErrorClass<E>,
  msgIncludes?: string,
): Promise<E> {
  const outcome = await Promise.resolve(fn()).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (!outcome) fail(["Expected function to reject."]);
  assertIsError(outcome.error, ErrorClass, msgIncludes);
  return outcome.error as E;
}

/** Throws unless `actual` contains every entry of `expected`. */
export function assertObjectMatch(
  actual: Record<PropertyKey, unknown>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  try {
    nodeAssert.partialDeepStrictEqual(actual, expected);
  } catch {
    fail([msg, `${show(actual)} does not match ${show(expected)}`]);
  }
}
