export { gramBlock, gramSum } from "./gram";
export { whiten } from "./whiten";
export { solveCg, solveWhiteCg } from "./conjugate_gradient";
export { solveCholesky, solveExplicit } from "./cholesky";
export { lossOfEntries } from "./loss";
export { topKRows } from "./top_k";
