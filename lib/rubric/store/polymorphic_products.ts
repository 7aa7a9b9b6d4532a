/** The check that each category has its own `specs`, and the server insists on it. */
import { errorCode } from "../../mongo/error_codes.ts";
import { type Db, MongoServerError } from "mongodb";
import type { Product } from "../../documents.ts";
import type { Check } from "../check.ts";
import { counted } from "../../base/text/counted.ts";

const fewest = { products: 50, shapes: 5 };
const probeId = "prod_999999999";
/** What MongoDB answers to a document that a validator refuses. */

/** `specs` has a shape for each category, and the server itself refuses another category's. */
export const polymorphicProducts: Check = {
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
    const probe = { ...first, _id: probeId, name: "a probe of the rubric" } as Product;
    const own = await refusalOf(db, probe);
    if (own) {
      return { passed: false, evidence: `${seen}; even a right ${first?.category} is refused` };
    }
    const refusal = await refusalOf(db, { ...probe, specs: other?.specs } as Product);
    const attempt = `a ${first?.category} with the specs of a ${other?.category}`;
    return refusal
      ? { passed: true, evidence: `${seen}; ${attempt} was refused with code ${refusal}` }
      : { passed: false, evidence: `${seen}; ${attempt} was accepted: there is no validator` };
  },
};

const shapeOf = (specs: object) => Object.keys(specs).sort().join();

/** The code with which the server refuses the product, or 0: in a transaction that is undone. */
async function refusalOf(db: Db, product: Product): Promise<number> {
  const session = db.client.startSession();
  try {
    session.startTransaction();
    await db.collection<Product>("products").insertOne(product, { session });
    return 0;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === errorCode.documentValidationFailure) {
      return error.code;
    }
    throw error;
  } finally {
    if (session.inTransaction()) await session.abortTransaction();
    await session.endSession();
  }
}
