/** What the browser runs on every page: nothing that a page cannot do without. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import { follow } from "./live.ts";
import { onDraw } from "./on_draw.ts";
import { enhancePngs } from "./png.ts";

onDraw(enhancePngs);
follow();
