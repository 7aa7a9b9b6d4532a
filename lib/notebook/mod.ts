/** What the notebooks share: showing, verifying, and the store. */
export { openStore } from "./open_store.ts";
export { picture } from "./picture.ts";
export { table } from "./table.tsx";
export { verify } from "./verify.ts";
