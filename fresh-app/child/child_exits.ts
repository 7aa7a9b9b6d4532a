/** Why the process that serves the dashboard has ended by itself. */
export const childExits = {
  /** It has said why. */
  failed: 1,
  /** The database has a server to which it may not connect. */
  newMember: 75,
} as const;
