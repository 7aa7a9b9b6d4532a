export { gramBlock, gramSum } from "./gram";
export { solveCg } from "./conjugate_gradient";
export { solveCholesky } from "./cholesky";
export { lossOfEntries } from "./loss";
export { topKRows } from "./top_k";
