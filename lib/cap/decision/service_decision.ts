/** What is decided for one of the shop's services. */
import type { ReadsResult, WriteConcernName } from "../cap_run.ts";

/**
 * What a setting rests on: `measured`, on these figures; `known`, on what is known of it, since they are
 * missing or show nothing either way; `undecided`, the figures would do with another as well;
 * `contradicted`, they show that the setting does not hold what it promises, so that something is wrong.
 */
export type Basis = "measured" | "known" | "undecided" | "contradicted";

/** One of the shop's services and its setting. */
export interface ServiceDecision {
  readonly name: string;
  /** `null`: it only reads. */
  readonly write_concern: WriteConcernName | null;
  /** How it reads; `causal` is majority in a causally consistent session. */
  readonly read: ReadsResult["variants"][number]["read"];
  /**
   * After D. Abadi, *Consistency Tradeoffs in Modern Distributed Database System Design*, 2012: under a
   * Partition, Availability or Consistency; Else, Latency or Consistency. `null` if contradicted: it is
   * not consistent then.
   */
  readonly pacelc: "PA/EL" | "PC/EC" | null;
  readonly basis: Basis;
  readonly reason: string;
}
