import { assertEquals } from "@std/assert";
import { childCommand, childEnvironment } from "../../lib/servers/child_environment.ts";

Deno.test("childEnvironment() leaves out what would make a child another one", () => {
  const foreign = [
    ...["PYTHONPATH", "PYTHONHOME", "PYTHONWARNINGS", "PYTHONSTARTUP", "PYTHONUSERBASE"],
    ...["PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PIP_CONSTRAINT"],
    ...["JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "JUPYTERLAB_DIR", "JPY_PARENT_PID", "IPYTHONDIR"],
    ...["VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "_CE_CONDA"],
    ...["JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"],
    ...["SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_SUBMIT_ARGS", "PYSPARK_GATEWAY_PORT"],
    ...["PYSPARK_DRIVER_PYTHON", "AIRFLOW_HOME", "AIRFLOW__CORE__EXECUTOR", "NODE_OPTIONS"],
  ];
  const kept = [
    ...["PATH", "HOME", "LANG", "TMPDIR", "JAVA_HOME", "SSL_CERT_FILE", "PYENV_VERSION"],
    ...["PIP_INDEX_URL", "PIP_CERT", "PIP_PROXY", "PYSPARK_PYTHON", "SPARK_LOCAL_DIRS"],
    ...["MONGODB_URI", "DZ_DATA", "NODE_EXTRA_CA_CERTS", "HADOOP_CONF_DIR"],
  ];
  const ours = Object.fromEntries([...foreign, ...kept].map((name) => [name, "x"]));
  assertEquals(Object.keys(childEnvironment({}, ours)), kept);
  assertEquals(childEnvironment({ PYTHONUTF8: "1" }, { PYTHONUTF8: "0" }), { PYTHONUTF8: "1" });
});

Deno.test("childEnvironment() keeps loopback from a proxy, which stays for the rest", () => {
  const proxied = { https_proxy: "http://proxy:3128", NO_PROXY: "intranet.dz" };
  assertEquals(childEnvironment({}, proxied), {
    https_proxy: "http://proxy:3128",
    no_proxy: "intranet.dz,localhost,127.0.0.1,::1,[::1]",
    NO_PROXY: "intranet.dz,localhost,127.0.0.1,::1,[::1]",
  });
});

Deno.test("childCommand() starts a program in that environment", async () => {
  const names = ["PYTHONPATH", "CLASSPATH"];
  const before = names.map((name) => [name, Deno.env.get(name)] as const);
  try {
    for (const name of names) Deno.env.set(name, "/nowhere");
    const code =
      "console.log(Deno.env.get('PYTHONPATH'), Deno.env.get('CLASSPATH'), Deno.env.get('MINE'))";
    const { stdout } = await childCommand(Deno.execPath(), {
      args: ["eval", code],
      env: { MINE: "1", NO_COLOR: "1" },
    }).output();
    assertEquals(new TextDecoder().decode(stdout), "undefined undefined 1\n");
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
});
