/** Whose a run is, and whether it still goes on. */
import { hostname } from "node:os";
import { day_ms } from "../../base/durations.ts";
import { identityOf, isRunning, type ProcessIdentity } from "../../servers/process_identity.ts";

/** A process on a machine. */
export interface RunOwner extends ProcessIdentity {
  readonly host: string;
}

/** This process; `undefined` where the system does not say when it was born. */
export async function thisOwner(): Promise<RunOwner | undefined> {
  const identity = await identityOf(Deno.pid);
  return identity && { ...identity, host: hostname() };
}

/** Whether a run goes on: one on another machine is taken to do so for a day. */
export async function isGoingOn(
  { owner, began }: { readonly owner?: RunOwner; readonly began: Date },
  now: Date,
): Promise<boolean> {
  if (!owner) return false;
  if (owner.host !== hostname()) return now.getTime() - began.getTime() < day_ms;
  return await isRunning(owner);
}
