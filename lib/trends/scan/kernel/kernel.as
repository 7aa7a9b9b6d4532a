export { add } from "./table";
export { scan } from "./scan";

/** Where memory is free. */
export const heap: usize = __heap_base;
