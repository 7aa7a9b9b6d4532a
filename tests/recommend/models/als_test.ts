import { assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import { Matrix, solve } from "ml-matrix";
import { random } from "../../../lib/base/random.ts";
import { alsLoss, type AlsOptions, trainAls } from "../../../lib/recommend/models/als.ts";
import { binaryInteractions, itemsOf, topK } from "../../../lib/recommend/engine/mod.ts";

const options = (more: Partial<AlsOptions> = {}): AlsOptions => {
  const generator = random(1, "als");
  return {
    factors: 3,
    iterations: 10,
    regularization: 0.1,
    alpha: 10,
    random: () => generator.next(),
    ...more,
  };
};

/** A few users of two tastes who each lack something of their taste. */
const tastes = [["ps5", "headset", "pad", "tv"], ["phone", "case", "charger", "tablet"]];
const observed = Array.from({ length: 40 }, (_, user) => {
  const taste = tastes[user % 2] ?? [];
  return taste.filter((_, index) => index !== Math.floor(user / 2) % 4).map((item) => ({
    user,
    item,
  }));
}).flat();
const interactions = binaryInteractions(observed);

/** The matrices C and P of the paper, whole. */
function dense(alpha: number) {
  const preference = Matrix.zeros(interactions.users.length, interactions.items.length);
  for (let user = 0; user < preference.rows; user++) {
    for (const item of itemsOf(interactions, user)) preference.set(user, item, 1);
  }
  return { preference, confidence: Matrix.mul(preference, alpha).add(1) };
}

Deno.test("trainAls ends where the normal equations of the items hold, as the paper states them", () => {
  const { regularization, alpha } = options();
  const { users, items } = trainAls(interactions, options());
  const { preference, confidence } = dense(alpha);
  for (let item = 0; item < items.rows; item++) {
    // (Xᵀ Cⁱ X + λI) y = Xᵀ Cⁱ p(i), equation 5, with the diagonal matrix Cⁱ written out.
    const weights = Matrix.diag(confidence.getColumn(item));
    const left = users.transpose().mmul(weights).mmul(users).add(Matrix.eye(3).mul(regularization));
    const right = users.transpose().mmul(weights).mmul(preference.getColumnVector(item));
    const expected = solve(left, right).to1DArray();
    for (const [factor, value] of expected.entries()) {
      assertAlmostEquals(items.get(item, factor), value, 1e-9);
    }
  }
});

Deno.test("the loss is that of equation 3, summed over every user and item", () => {
  const { alpha, regularization } = options();
  const { users, items } = trainAls(interactions, options({ iterations: 2 }));
  const { preference, confidence } = dense(alpha);
  let expected = 0;
  for (let u = 0; u < users.rows; u++) {
    for (let i = 0; i < items.rows; i++) {
      const score = users.getRowVector(u).dot(items.getRowVector(i));
      expected += confidence.get(u, i) * (preference.get(u, i) - score) ** 2;
    }
  }
  for (const value of [...users.to1DArray(), ...items.to1DArray()]) {
    expected += regularization * value ** 2;
  }
  const loss = alsLoss(interactions, { users, items }, { alpha, regularization });
  assertAlmostEquals(loss, expected, 1e-9 * expected);
});

Deno.test("the loss never rises", () => {
  const losses: number[] = [];
  trainAls(interactions, options({ onIteration: (_, loss) => losses.push(loss) }));
  assertEquals(losses.length, 10);
  for (const [index, loss] of losses.slice(1).entries()) {
    assertLess(loss, losses[index]! * (1 + 1e-12));
  }
  assertLess(losses.at(-1)!, losses[0]!);
});

Deno.test("what a user of a taste lacks of it comes first", () => {
  const { users, items } = trainAls(interactions, options({ factors: 2 }));
  const scores = users.mmul(items.transpose());
  for (let user = 0; user < users.rows; user++) {
    const owned = itemsOf(interactions, user);
    const [best] = topK(scores.getRow(user), 1, (item) => owned.includes(item));
    const lacking = tastes[user % 2]?.[Math.floor(user / 2) % 4];
    assertEquals(interactions.items[best?.item ?? -1], lacking, `user ${user}`);
  }
});

Deno.test("the same seed gives the same factors, another seed others", () => {
  const train = (seed: number) => {
    const generator = random(seed, "als");
    return trainAls(interactions, options({ random: () => generator.next() })).items.to1DArray();
  };
  assertEquals(train(1), train(1));
  assertEquals(train(1).every((value, index) => value === train(2)[index]), false);
});

Deno.test("users and items without interactions have zero vectors", () => {
  const some = binaryInteractions([{ user: 1, item: "a" }], [1, 2], ["a", "b"]);
  const { users, items } = trainAls(some, options());
  assertEquals(users.getRow(1), [0, 0, 0]);
  assertEquals(items.getRow(1), [0, 0, 0]);
});

Deno.test("trainAls takes one user, one item, one factor, more factors than items, and nothing", () => {
  trainAls(binaryInteractions([{ user: 1, item: "a" }]), options({ factors: 1 }));
  trainAls(binaryInteractions([{ user: 1, item: "a" }]), options({ factors: 20 }));
  assertEquals(trainAls(binaryInteractions([]), options()).users.rows, 0);
});

Deno.test("trainAls refuses parameters out of range, naming them", () => {
  for (
    const [name, value] of [
      ["factors", 0],
      ["factors", 1.5],
      ["iterations", 0],
      ["regularization", 0],
      ["regularization", NaN],
      ["alpha", -1],
      ["alpha", Infinity],
    ] as const
  ) {
    const error = assertThrows(
      () => trainAls(interactions, options({ [name]: value })),
      RangeError,
    );
    assertEquals(error.message.includes(`${name} ${value}`), true, error.message);
  }
});
