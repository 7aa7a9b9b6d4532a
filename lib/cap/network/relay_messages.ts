/** What the relays' thread and the one that started it say to each other. */

/** What the thread of the relays is told. It answers every command, in their order. */
export type RelayCommand =
  | {
    readonly name: "listen";
    readonly targets: readonly number[];
    readonly ports: readonly number[];
  }
  | {
    readonly name: "setDelay";
    readonly a: number;
    readonly b: number;
    readonly rtt_ms: number;
  }
  | { readonly name: "setHeld"; readonly member: number; readonly held: boolean };

/** What the thread of the relays says to a command. */
export interface RelayAnswer {
  /** Why it could not be done. */
  error?: string;
}
