/** The folder of an Airflow: its settings, its user, and the files of its DAGs. */
import { join } from "node:path";
import { z } from "zod";
import { DzError } from "../../base/errors.ts";
import { readSaved } from "../../base/files/read_saved.ts";
import { attempt, writeFileWhole } from "../../base/files/replace_files.ts";
import type { Settings } from "../../base/settings.ts";

/** Where Airflow answers, and who may use it. */
export interface AirflowAddress {
  /** On loopback. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** A DAG that Airflow is to have. */
export interface DagFile {
  readonly name: string;
  /** Python. */
  readonly text: string;
}

const savedAirflow = z.object({
  port: z.int(),
  user: z.string().min(1),
  password: z.string().min(1),
  /** What its processes sign and encrypt with. */
  secrets: z.object({ jwt: z.string(), session: z.string(), fernet: z.string() }),
});

/** All that is noted of an Airflow: where it answers, and its secrets. */
export type SavedAirflow = z.infer<typeof savedAirflow>;

/** The folder of our Airflow. */
export const airflowDir = ({ dataDir }: Pick<Settings, "dataDir">): string =>
  join(dataDir, "airflow");

const addressFile = (dir: string) => join(dir, "address.json");
const configFile = (dir: string) => join(dir, "airflow.cfg");
const passwordsFile = (dir: string) => join(dir, "passwords.json");
const dagsDir = (dir: string) => join(dir, "dags");

/** Only its owner may read it. */
const mode = 0o600;

/** Reads what is noted of an Airflow, if it was ever made. */
export async function loadAirflow(dir: string): Promise<SavedAirflow | undefined> {
  const path = addressFile(dir);
  return await readSaved(path, savedAirflow, (options) =>
    new DzError(
      `Cannot understand ${path}, which says where Airflow listens. ` +
        "`deno task servers reset airflow` begins anew, and forgets the runs",
      options,
    ));
}

/** An Airflow with a password and secrets of its own. */
export function newAirflow(): SavedAirflow {
  const bytes = () => crypto.getRandomValues(new Uint8Array(32));
  const fernet = bytes().toBase64({ alphabet: "base64url" });
  const secrets = { jwt: bytes().toHex(), session: bytes().toHex(), fernet };
  return { port: 0, user: "admin", password: bytes().toHex(), secrets };
}

/** Writes all that Airflow reads when it starts, in files that only their owner can read. */
export async function writeHome(dir: string, saved: SavedAirflow): Promise<void> {
  const dags = dagsDir(dir);
  await attempt(dags, () => Deno.mkdir(dags, { recursive: true, mode: 0o700 }));
  const passwords = JSON.stringify({ [saved.user]: saved.password });
  await writeFileWhole(passwordsFile(dir), passwords, { mode });
  await writeFileWhole(configFile(dir), airflowConfig(dir, saved), { mode });
  await writeFileWhole(addressFile(dir), JSON.stringify(saved), { mode });
}

/** Puts the file of a DAG in its place, unless the very same is there. */
export async function writeDag(dir: string, { name, text }: DagFile): Promise<void> {
  const path = join(dagsDir(dir), `${name}.py`);
  const had = await Deno.readTextFile(path).catch(() => "");
  if (had !== text) await writeFileWhole(path, text, { mode }); // an address in it may have a password
}

/** The variables of that Airflow's processes; the commands of its tasks find the Deno that runs us. */
export const airflowVariables = (dir: string): Record<string, string> => ({
  AIRFLOW_HOME: dir, // without, it would make a folder in the user's home
  AIRFLOW_CONFIG: configFile(dir),
  PATH: `${join(Deno.execPath(), "..")}:${Deno.env.get("PATH") ?? ""}`,
  PYTHONUNBUFFERED: "1",
  // On macOS a forked process dies when it asks for proxies.
  ...(Deno.build.os === "darwin" && { OBJC_DISABLE_INITIALIZE_FORK_SAFETY: "YES" }),
});

/** Airflow's settings: few processes, which are enough for one machine, and nothing said to its makers. */
export function airflowConfig(dir: string, { port, user, secrets }: SavedAirflow): string {
  const sections: Record<string, Record<string, string | number | boolean>> = {
    core: {
      dags_folder: dagsDir(dir),
      load_examples: false,
      executor: "LocalExecutor",
      parallelism: 4,
      simple_auth_manager_users: `${user}:admin`,
      simple_auth_manager_passwords_file: passwordsFile(dir),
      execution_api_server_url: `http://127.0.0.1:${port}/execution/`,
      fernet_key: secrets.fernet,
    },
    database: { sql_alchemy_conn: `sqlite:///${join(dir, "airflow.db")}` },
    logging: { base_log_folder: join(dir, "logs") },
    api: {
      host: "127.0.0.1",
      port,
      workers: 1,
      base_url: `http://127.0.0.1:${port}`,
      secret_key: secrets.session,
    },
    api_auth: { jwt_secret: secrets.jwt },
    dag_processor: { refresh_interval: 10, min_file_process_interval: 10 },
    usage_data_collection: { enabled: false },
  };
  return Object.entries(sections).map(([name, values]) =>
    [
      `[${name}]`,
      ...Object.entries(values).map(([key, value]) =>
        // A percent sign would stand for another setting.
        `${key} = ${String(value).replaceAll("%", "%%")}\n`
      ),
    ].join("\n")
  ).join("\n");
}
