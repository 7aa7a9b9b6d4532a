import { assertEquals } from "@std/assert";
import { systemPython } from "../../lib/python/python_environment.ts";
import { sparkArguments } from "../../lib/spark/spark_arguments.ts";

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
