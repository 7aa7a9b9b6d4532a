import { assertAlmostEquals, assertEquals } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { setRoots, whiteningPays } from "../../../lib/recommend/engine/whitening.ts";

const emptyRoots = (n: number) => ({
  inverse: new Float64Array(n * n),
  into: new Float32Array(n * n),
  back: new Float32Array(n * n),
});

/** YᵀY + λI of random rows. */
function gramOf(rows: number, n: number, regularization: number): Float64Array {
  const generator = random(1, "whitening");
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) gram[i * n + i] = regularization;
  for (let row = 0; row < rows; row++) {
    const y = Float64Array.from({ length: n }, () => generator.gaussian());
    for (let at = 0; at < n * n; at++) {
      gram[at] = (gram[at] ?? 0) + (y[at % n] ?? 0) * (y[Math.floor(at / n)] ?? 0);
    }
  }
  return gram;
}

Deno.test("in white coordinates the Gram matrix is the identity, and there is a way back", () => {
  const n = 16, gram = gramOf(40, n, 0.1), roots = emptyRoots(n);
  assertEquals(setRoots(roots, gram, n), true);
  const entry = (matrix: ArrayLike<number>, i: number, j: number) => matrix[i * n + j] ?? NaN;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let white = 0, there = 0;
      for (let k = 0; k < n; k++) {
        there += entry(roots.into, i, k) * entry(roots.back, k, j);
        for (let l = 0; l < n; l++) {
          white += entry(roots.inverse, k, i) * entry(gram, k, l) * entry(roots.inverse, l, j);
        }
      }
      assertAlmostEquals(white, i === j ? 1 : 0, 1e-9);
      assertAlmostEquals(there, i === j ? 1 : 0, 1e-5);
    }
  }
});

Deno.test("a Gram matrix that is nearly singular is not whitened", () => {
  assertEquals(setRoots(emptyRoots(16), gramOf(8, 16, 1e-6), 16), false);
  assertEquals(setRoots(emptyRoots(16), gramOf(8, 16, 0), 16), false);
});

Deno.test("whitening pays for many rows over few, and in the dual only for short ones", () => {
  const pays = (
    solver: "cg" | "cholesky",
    rows: number,
    entries: number,
    fixed: number,
    stride = 64,
  ) => whiteningPays({ solver, cgSteps: 3, stride }, new Uint32Array(rows).fill(entries), fixed);
  assertEquals(pays("cg", 1000, 50, 100), true);
  assertEquals(pays("cg", 100, 50, 1000), false);
  assertEquals(pays("cg", 300, 20, 100, 512), false); // the way there costs more than the products
  assertEquals(pays("cholesky", 1000, 20, 100), true);
  assertEquals(pays("cholesky", 1000, 200, 100), false);
  assertEquals(pays("cholesky", 1000, 0, 100), false);
});
