import { type Collection, MongoServerError } from "mongodb";
import type { Product } from "../../documents.ts";
import type { Check } from "../check.ts";
import { counted } from "../../counted.ts";

const fewest = { products: 50, shapes: 5 };
/** What MongoDB answers to a document that a validator refuses. */
const documentValidationFailure = 121;

/** `specs` has a shape for each category, and the server itself refuses another category's. */
export const polymorphicProducts: Check = {
  criterion: "Data architecture",
  name: "Products have specs by category, and MongoDB refuses the wrong ones",
  points: 1,
  async look({ db }) {
    const products = db.collection<Product>("products");
    const all = await products.find().toArray();
    const shapes = new Map(all.map(({ category, specs }) => [shapeOf(specs), category]));
    const mixed = all.find(({ category, specs }) => shapes.get(shapeOf(specs)) !== category);
    const seen = `${counted(all.length, "product")}, ${counted(shapes.size, "shape")} of specs`;
    if (all.length < fewest.products || shapes.size < fewest.shapes) {
      return {
        passed: false,
        evidence: `${seen}; ${fewest.products} and ${fewest.shapes} are asked for`,
      };
    }
    if (mixed) {
      return { passed: false, evidence: `${seen}; ${mixed._id} has those of another category` };
    }
    const [first, other] = [...new Set(all.map(({ category }) => category))]
      .map((category) => all.find((product) => product.category === category));
    const wrong = {
      ...first,
      _id: "prod_999999999",
      name: "a probe of the rubric",
      specs: other?.specs,
    } as Product;
    const refusal = await refused(products, wrong);
    const attempt = `a ${first?.category} with the specs of a ${other?.category}`;
    return refusal
      ? { passed: true, evidence: `${seen}; ${attempt} was refused with code ${refusal}` }
      : { passed: false, evidence: `${seen}; ${attempt} was accepted: there is no validator` };
  },
};

const shapeOf = (specs: object) => Object.keys(specs).sort().join();

/** The code with which the server refuses the document, or 0; nothing of it stays. */
async function refused(products: Collection<Product>, wrong: Product): Promise<number> {
  try {
    await products.insertOne(wrong);
  } catch (error) {
    if (error instanceof MongoServerError && error.code === documentValidationFailure) {
      return error.code;
    }
    throw error;
  }
  await products.deleteOne({ _id: wrong._id });
  return 0;
}
