/** The face of ClickHouse: opening one, publishing tables there, and writing names and texts in statements. */
export type { ClickHouse, Parameters } from "./connect.ts";
export { clickHouseUrl, withClickHouse, withLocalClickHouse } from "./database.ts";
export { settle } from "./publishing/intent.ts";
export { type Publication, publishTables } from "./publishing/publish_tables.ts";
export { quotedName, quotedText } from "./quoted.ts";
