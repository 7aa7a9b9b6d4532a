/**
 * The process that serves the dashboard, with no right but those of `child_flags.ts`. It is handed
 * what it needs on its standard input.
 */
import { reasonOf } from "../../lib/base/errors.ts";
import { print, printAside } from "../../lib/base/print.ts";
import { maskIn } from "../../lib/mongo/mask_in.ts";
import { Database } from "../data/database.ts";
import { Warehouse } from "../data/warehouse/warehouse.ts";
import { followWarehouse } from "../data/warehouse/follow_warehouse.ts";
import { LiveData } from "../data/live_data.ts";
import { allPages } from "../pages/mod.ts";
import { cannotListen } from "../cannot_listen.ts";
import { serve } from "../serve.ts";
import { childExits } from "./child_exits.ts";
import { type DatabaseAddress, readHandover } from "./handover.ts";

const { address, databases, warehouse: addresses, patience_ms, assets } = readHandover(
  await new Response(Deno.stdin.readable).text(),
);
// Ctrl-C reaches both processes: the one that has started this says what there is to say.
Deno.addSignalListener("SIGINT", () => {});

const store = open(databases.store);
const data = new LiveData(
  { store },
  allPages,
  (error) => printAside(maskIn(`Cannot follow the database: ${error}`, databases.store.uri)),
);
const warehouse = new Warehouse(addresses, open(databases.warehouse));
const following = data.start();
await data.ready(patience_ms);
const server = listen();
const { hostname, port } = address;
const name = hostname.includes(":") ? `[${hostname}]` : hostname;
try {
  print(`The dashboard is at http://${name}:${port}/ (Ctrl-C ends it)`);
} catch (error) {
  end(reasonOf(error));
}
const pages = allPages.filter(({ topic }) => topic === "warehouse");
void followWarehouse(warehouse, data, pages);
await Promise.all([following, server.finished]);

function listen(): Deno.HttpServer {
  try {
    return serve({ pages: allPages, data, assets, warehouse }, address);
  } catch (error) {
    end(cannotListen(address, error).message);
  }
}

function end(reason: string): never {
  printAside(`Error: ${reason}`);
  Deno.exit(childExits.failed);
}

/** A replica set may get members that this process may not connect to: it is then started anew. */
function open({ uri, name, isProxied }: DatabaseAddress): Database {
  return new Database(uri, name, (server) => {
    const { state } = Deno.permissions.querySync({ name: "net", host: server });
    if (state !== "granted" && !isProxied) Deno.exit(childExits.newMember);
  });
}
