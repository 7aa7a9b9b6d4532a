/** The colours of all charts, on light grounds and on dark ones. */

/**
 * Colours by what they mean. Those of results are told apart by people who see no red or
 * no green, too.
 */
export const palette = {
  /** What a chart is about, and a lighter one to lay a mark over. */
  accent: "#2563eb",
  accentLight: "#93b4f5",
  /** What to look at: the busiest day, what is hot, what was expected. */
  warning: "#c2410c",

  /** The risky or costly way: `w: 1`, all users fetched. */
  risk: "#b86e00",
  /** The safe or frugal way: majority, what an index finds; purchases. */
  safe: "#007a5e",
  /** A way between those two. */
  between: "#7b3f98",

  /** What became of a write. */
  kept: "#0072b2",
  lost: "#d55e00",
  unknown: "#9b4f96",
  failed: "#4b5563",

  /** Letters, and frames that count. */
  ink: "#1f2937",
  /** Letters on a coloured cell. */
  inkOnColour: "#111827",
  /** Notes, guides, and what is as usual. */
  muted: "#6b7280",
  /** What there is none of; arrows. */
  faint: "#9ca3af",
  /** Frames of cells, and lines to read along. */
  frame: "#d1d5db",
  line: "#e5e7eb",
  /** Behind everything. */
  paper: "white",
  /** A time during which something was not as usual. */
  band: "#f3e8c8",
  /** Behind a step of the platform, and behind its data. */
  step: "#eff6ff",
  data: "#f9fafb",

  /** One of each kind, in turn, where kinds have no meaning of their own (after the Tableau palette). */
  kinds: [
    ...["#4e79a7", "#f28e2c", "#e15759", "#76b7b2", "#59a14f"],
    ...["#b8961a", "#af7aa1", "#e0607e", "#9c755f", "#79706e"],
  ],
} as const;

/** What takes the place of a colour where the ground is dark, by its name above: the same meaning, as easy to see. */
export const darkPalette = {
  accent: "#7aa5ff",
  accentLight: "#2f4f8f",
  warning: "#fb923c",
  failed: "#9ca3af",
  lost: "#ff8a3d",
  ink: "#e8edf3",
  muted: "#9aa8b8",
  faint: "#6b7785",
  frame: "#3a4553",
  line: "#2b3440",
  paper: "#171e27",
} as const;
