/**
 * Downloads the official `mongod` of a version into a folder, in a process of its own because the
 * library writes its progress to standard output. The last line there is the path of the binary.
 */
import { MongoBinary } from "mongodb-memory-server-core";
import { reasonOf } from "../../base/errors.ts";
import { print, printAside } from "../../base/print.ts";

const [version = "", downloadDir = ""] = Deno.args;
try {
  print("", await MongoBinary.getPath({ version, downloadDir, checkMD5: true }));
} catch (error) {
  printAside(reasonOf(error));
  Deno.exit(1);
}
