/** Commands that an election may interrupt. */
import { MongoError, MongoNetworkError, type MongoServerError } from "mongodb";
import { pause } from "../../base/pause.ts";
import { notPrimary, shuttingDown } from "../error_codes.ts";

/** Tries again what the driver does not retry by itself, when the primary changed meanwhile. */
export async function afterElection<T>(command: () => Promise<T>, attempts = 5): Promise<T> {
  try {
    return await command();
  } catch (error) {
    const changed = error instanceof MongoError &&
      (error.hasErrorLabel("RetryableWriteError") || error instanceof MongoNetworkError ||
        isOfElection(Number((error as MongoServerError).code)));
    if (!changed || attempts <= 1) throw error;
    await pause(500);
    return await afterElection(command, attempts - 1);
  }
}

const isOfElection = (code: number) => notPrimary.has(code) || shuttingDown.has(code);
