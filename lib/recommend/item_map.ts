/** The items of a model in two dimensions. */
import { Matrix, SVD } from "ml-matrix";

/**
 * Places items in two dimensions, so that those with like factors lie together: the first two
 * principal components of the factor directions, by singular value decomposition.
 *
 * @param factors items by factors; rows of zeros (items that nobody has) are placed at the centre
 * @returns x and y by item
 */
export function itemMap(factors: Matrix): { x: number; y: number }[] {
  if (factors.rows === 0) return [];
  const directions = factors.clone();
  for (let item = 0; item < directions.rows; item++) {
    const length = Math.hypot(...directions.getRow(item));
    if (length > 0) directions.mulRow(item, 1 / length);
  }
  const centred = directions.subRowVector(directions.mean("column"));
  const components = new SVD(centred, { autoTranspose: true }).rightSingularVectors;
  const place = centred.mmul(components);
  return Array.from({ length: factors.rows }, (_, item) => ({
    x: place.get(item, 0),
    y: factors.columns > 1 ? place.get(item, 1) : 0,
  }));
}
