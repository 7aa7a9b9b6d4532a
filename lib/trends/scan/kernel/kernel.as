export { add } from "./table";
export { list, used } from "./listing";
export { scan } from "./scan";

/** Where memory is free. */
export const heap: usize = __heap_base;
