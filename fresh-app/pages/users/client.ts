/** What the browser runs on the pages of the users: the search opens a list. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import { onDraw } from "../../client/on_draw.ts";
import { enhancePickers } from "./picker.ts";

onDraw(enhancePickers);
