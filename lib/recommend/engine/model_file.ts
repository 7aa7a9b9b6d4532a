/**
 * A model in one file: the eight letters of its name, the version, the length of the header, the header
 * (JSON in UTF-8), the user and the item factors (little-endian float32 without padding), and the
 * SHA-256 of all that.
 */
import { encoded } from "../../base/text/encoded.ts";
import { isWhole } from "../../base/is_whole.ts";
import { FileError } from "../../base/errors.ts";
import { replaceFiles } from "../../base/files/replace_files.ts";
import { writeAll } from "../../base/files/write_all.ts";
import { strideOf } from "./kernel.ts";
import type { Model } from "./model.ts";

const magic = encoded("DZMODEL\n");
const version = 1;
const headerAt = magic.length + 8;
const checksum_bytes = 32;

/** What stands in the header, beside the ids. */
const facts = ["factors", "regularization", "alpha", "solver", "iterations"] as const;

type Header<User> = Pick<Model<User>, (typeof facts)[number] | "feedback" | "users" | "items">;

/** The bytes of a model's file. Ids of users must survive JSON: numbers and strings do. */
export async function encodeModel(model: Model<unknown>): Promise<Uint8Array<ArrayBuffer>> {
  const { factors, regularization, alpha, feedback, solver, iterations, users, items } = model;
  const header = encoded(
    JSON.stringify({ factors, regularization, alpha, feedback, solver, iterations, users, items }),
  );
  const floats = (users.length + items.length) * factors;
  const factorsAt = headerAt + header.length;
  const body = factorsAt + floats * 4;
  const bytes = new Uint8Array(body + checksum_bytes);
  const data = new DataView(bytes.buffer);
  bytes.set(magic);
  data.setUint32(magic.length, version, true);
  data.setUint32(magic.length + 4, header.length, true);
  bytes.set(header, headerAt);
  let at = factorsAt;
  for (const matrix of [model.userFactors, model.itemFactors]) {
    for (let row = 0; row < matrix.length; row += model.stride) {
      for (let f = 0; f < factors; f++, at += 4) {
        data.setFloat32(at, matrix[row + f] as number, true);
      }
    }
  }
  bytes.set(await sha256(bytes.subarray(0, body)), body);
  return bytes;
}

/**
 * The model in a file's bytes.
 *
 * @throws {SyntaxError} if they are not a whole, undamaged model of this version; the message is to
 * stand after what was attempted
 */
export async function decodeModel<User = number>(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Model<User>> {
  if (bytes.length < magic.length || magic.some((byte, at) => bytes[at] !== byte)) {
    throw new SyntaxError("it is not a model of the recommendation engine");
  }
  if (bytes.length < headerAt + checksum_bytes) throw new SyntaxError("it is cut short");
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = data.getUint32(magic.length, true);
  if (found !== version) {
    throw new SyntaxError(`it is of version ${found}, and this program reads version ${version}`);
  }
  const body = bytes.length - checksum_bytes;
  const sum = await sha256(bytes.subarray(0, body));
  if (sum.some((byte, at) => bytes[body + at] !== byte)) {
    throw new SyntaxError("its checksum is wrong: it is damaged or cut short. Train it again");
  }
  const factorsAt = headerAt + data.getUint32(magic.length + 4, true);
  const header = readHeader<User>(bytes.subarray(headerAt, factorsAt));
  const { factors, users, items } = header;
  if (body - factorsAt !== (users.length + items.length) * factors * 4) {
    throw new SyntaxError("its header does not fit its factors");
  }
  const stride = strideOf(factors);
  let at = factorsAt;
  const read = (rows: number) => {
    const matrix = new Float32Array(new SharedArrayBuffer(rows * stride * 4));
    for (let row = 0; row < rows; row++) {
      for (let f = 0; f < factors; f++, at += 4) {
        matrix[row * stride + f] = data.getFloat32(at, true);
      }
    }
    return matrix;
  };
  const userFactors = read(users.length);
  return { ...header, stride, userFactors, itemFactors: read(items.length) };
}

function readHeader<User>(bytes: Uint8Array): Header<User> {
  try {
    const header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const { factors, users, items } = header as Header<User>;
    const isComplete = facts.every((fact) => header[fact] !== undefined) &&
      isWhole(factors, 1) && Array.isArray(users) && Array.isArray(items);
    if (isComplete) return header;
  } catch { /* said below */ }
  throw new SyntaxError("its header cannot be read");
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/**
 * Writes a model to a file, whole or not at all.
 *
 * @throws {FileError} if it cannot be written
 */
export async function saveModel(path: string, model: Model<unknown>): Promise<void> {
  const bytes = await encodeModel(model);
  await replaceFiles([path], async (files) => {
    for (const file of files) await writeAll(file, bytes);
  });
}

/**
 * Reads a model from a file.
 *
 * @throws {FileError} if it cannot be read, or is not a whole, undamaged model of this version
 */
export async function loadModel<User = number>(path: string): Promise<Model<User>> {
  try {
    return await decodeModel<User>(await Deno.readFile(path));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new FileError(`Cannot load the model ${path}: ${error.message}`, { cause: error });
    }
    throw FileError.from(`Cannot load the model ${path}`, error);
  }
}
