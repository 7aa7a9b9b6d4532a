/** Whether `deno task test --slow` runs: long proofs are for it alone. */
export const isSlow = (): boolean => Deno.env.has("DZ_TEST_SLOW");
