import { assert, assertEquals } from "@std/assert";
import { interactionMatrix, trainEngine } from "../../lib/recommend/engine/mod.ts";
import { reasonFor } from "../../lib/recommend/reasons.ts";

Deno.test("reasonFor names the purchase of the same taste, not the one of another", async () => {
  const tastes = [["ps5", "headset", "pad"], ["laptop", "mouse", "bag"]];
  const others = Array.from(
    { length: 20 },
    (_, user) => (tastes[user % 2] ?? []).map((item) => ({ user, item })),
  ).flat();
  const both = ["ps5", "headset", "laptop"].map((item) => ({ user: 99, item }));
  const matrix = interactionMatrix([...others, ...both]);
  const training = { factors: 2, iterations: 15, regularization: 0.1, alpha: 10 };
  const model = await trainEngine(matrix, training);
  const rows = (names: string[]) => names.map((name) => matrix.items.indexOf(name));
  const [mouse = -1] = rows(["mouse"]);
  const { product, because } = reasonFor(model, rows(["ps5", "headset", "laptop"]), mouse);
  assertEquals([product, because[0]?.product], ["mouse", "laptop"]);
  assert((because[0]?.share ?? 0) > 0.5);
});
