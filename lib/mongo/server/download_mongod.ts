/**
 * Downloads the official `mongod` of a version into a folder, in a process of its own because the
 * library writes its progress to standard output. The last line there is the path of the binary.
 */
import { MongoBinary } from "mongodb-memory-server-core";

const [version = "", downloadDir = ""] = Deno.args;
try {
  console.log(`\n${await MongoBinary.getPath({ version, downloadDir, checkMD5: true })}`);
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(1);
}
