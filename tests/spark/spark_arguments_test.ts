import { assertEquals } from "@std/assert";
import { systemPython } from "../../lib/python/python_environment.ts";
import { inheritedEnvironment, sparkArguments } from "../../lib/spark/spark_arguments.ts";

Deno.test("sparkArguments keeps what it is given in one piece, as PySpark takes it apart", async () => {
  const settings = ["spark.jars=/a folder/b.jar", "spark.x='$HOME' \"y\" \\z", "spark.empty="];
  const { stdout } = await new Deno.Command(systemPython, {
    args: ["-c", "import json, os, shlex; print(json.dumps(shlex.split(os.environ['ARGS'])))"],
    env: { ARGS: sparkArguments("local[*]", settings) },
  }).output();
  assertEquals(JSON.parse(new TextDecoder().decode(stdout)), [
    ...["--master", "local[*]", ...settings.flatMap((setting) => ["--conf", setting])],
    "pyspark-shell",
  ]);
});

Deno.test("inheritedEnvironment leaves out what leads to another Spark, and nothing else", () => {
  const foreign = ["SPARK_HOME", "PYTHONPATH", "PYSPARK_GATEWAY_PORT"];
  const kept = ["SPARK_LOCAL_DIRS", "PYSPARK_PYTHON", "PATH"];
  const before = Deno.env.toObject();
  try {
    for (const name of [...foreign, ...kept]) Deno.env.set(name, before[name] ?? "somewhere");
    const names = Object.keys(inheritedEnvironment());
    assertEquals(foreign.filter((name) => names.includes(name)), []);
    assertEquals(kept.filter((name) => !names.includes(name)), []);
  } finally {
    for (const name of [...foreign, ...kept]) {
      const value = before[name];
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
});
