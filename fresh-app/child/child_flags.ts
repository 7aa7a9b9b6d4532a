/** What the process that serves the dashboard may do: the least that serving takes. */
import { join } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";
import type { ClientNeeds } from "../../lib/mongo/client_needs.ts";
import type { Address } from "../serve.ts";

/**
 * The variables that MongoDB's driver asks for: logging, and whether it runs in somebody's cloud.
 * Without leave to ask it would not start; the process is handed an environment that has none of
 * them.
 */
const asked = [
  ...["MONGODB_LOG_*", "KUBERNETES_SERVICE_HOST", "AWS_EXECUTION_ENV", "AWS_LAMBDA_RUNTIME_API"],
  ...["AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_REGION", "FUNCTIONS_WORKER_RUNTIME", "K_SERVICE"],
  ...["FUNCTION_NAME", "FUNCTION_MEMORY_MB", "FUNCTION_REGION", "FUNCTION_TIMEOUT_SEC"],
  ...["VERCEL", "VERCEL_REGION"],
];

/**
 * Deno's flags: to listen at an address, to connect to servers, and to read files, certificates if
 * any. Deno loads the code itself before it refuses to read, write, run programs or call
 * libraries; code is loaded from this machine only (`--cached-only` rather than `--no-remote`, so
 * that the real packages of JSR, which are remote, can be used as well).
 *
 * The process may not ask the DNS for more than addresses of those servers: `mongodb+srv://` is
 * resolved before, see `resolve_srv.ts`.
 */
export function childFlags(
  { hostname, port }: Address,
  { servers, files }: Pick<ClientNeeds, "servers" | "files">,
): string[] {
  const listen = hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
  const listed = (values: readonly string[]) =>
    values.map((value) => value.replaceAll(",", ",,")).join();
  return [
    "--no-prompt",
    "--cached-only",
    `--config=${join(projectDir, "deno.json")}`,
    `--allow-net=${listed([listen, ...servers])}`,
    `--allow-env=${listed(asked)}`,
    "--allow-sys=osRelease", // which the driver tells the server in its greeting
    ...(files.length > 0 ? [`--allow-read=${listed(files)}`] : []),
  ];
}
