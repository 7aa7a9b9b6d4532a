/** `deno task servers`: the servers that tasks start, each with the same commands. */
import { Argument } from "commander";
import { maskAddress } from "../lib/base/text/without_secrets.ts";
import { airflow } from "./servers/airflow.ts";
import { clickhouse } from "./servers/clickhouse.ts";
import { graph, neo4j } from "./servers/graph.ts";
import { mongo } from "./servers/mongo.ts";
import { settingsNow } from "./servers/server.ts";
import { command, examples, notice, print, remark, run } from "./shared/cli.ts";

const servers = { mongo, clickhouse, graph, neo4j, airflow };
type Name = keyof typeof servers;

const list = Object.entries(servers).map(([name, { what }]) => `${name}, ${what}`).join("; ");
const program = command("servers", `The servers that tasks start, kept under data/: ${list}`);

/** A command that is about one of the servers. */
const serverCommand = (name: string, description: string) =>
  program.command(name).description(description).addArgument(
    new Argument("[server]", "which").choices(Object.keys(servers)).default("mongo"),
  );

serverCommand("start", "start it, or what is down of it").action(async (name: Name) =>
  print(await servers[name].start(settingsNow()))
);

serverCommand("stop", "stop it; the data stays").action(async (name: Name) =>
  print(await servers[name].stop(settingsNow()))
);

serverCommand("status", "show its members")
  .option("--json", "print JSON")
  .action(async (name: Name, flags: { json?: true }) => {
    const { json, lines } = await servers[name].status(settingsNow());
    print(...flags.json ? [JSON.stringify(json)] : lines);
  });

serverCommand(
  "uri",
  "print its connection string, starting it if need be (with the password, unless shown on a terminal)",
)
  .option("--json", 'print {"uri"}, of mongo also "database"')
  .option("--read-only", "for the user that may only read (mongo)")
  .option("--show-password", "show the password on a terminal, too")
  .action(async (
    name: Name,
    flags: { json?: true; readOnly?: true; showPassword?: true },
  ) => {
    const address = await servers[name].uri(settingsNow(), flags.readOnly ?? false);
    if (flags.json) return print(JSON.stringify(address));
    const { uri } = address;
    const masked = Deno.stdout.isTerminal() && !flags.showPassword && uri !== maskAddress(uri);
    print(masked ? maskAddress(uri) : uri);
    if (masked) notice("The password is hidden on a terminal; --show-password shows it.");
  });

serverCommand("reset", "delete it with all of its data; it has to be stopped").action(
  async (name: Name) => print(await servers[name].reset(settingsNow())),
);

examples(program, {
  "start": "start it, or what is down of it",
  "uri --read-only": "for Compass or mongosh, as the user that may only read",
  "stop clickhouse": "stop ClickHouse",
});
remark(program, "`deno task db COMMAND` is short for `deno task servers COMMAND mongo`.");
await run(program);
