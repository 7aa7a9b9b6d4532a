/** A submission in a few lines, for who has made it and for who checks it. */
import { criteriaOf } from "../rubric/points_of.ts";
import type { Submission } from "./make_submission.ts";
import type { Verification } from "./verify_zip.ts";

/** The points by criterion, and what is wrong. */
export function submissionLines({ rubric, manifest }: Submission): string[] {
  return [
    "",
    `The rubric: ${rubric.score} of ${rubric.of} points`,
    ...criteriaOf(rubric).map(({ name, score, of }) => `  ${name.padEnd(24)} ${score} of ${of}`),
    ...manifest.problems.map((problem) => `  ✘ ${problem}`),
  ];
}

/** Whose a zip is, and how it differs from its manifest. */
export function verificationLines({ manifest, differences, notes }: Verification): string[] {
  const lines: string[] = [];
  if (manifest) {
    const { name, group, made, complete, files, problems } = manifest;
    lines.push(`${name}${group ? `, ${group}` : ""}, made ${made}, ${files.length} files`);
    if (differences.length === 0) lines.push("✔ every file is as the manifest says");
    lines.push(complete ? "✔ complete" : "✘ incomplete:");
    lines.push(...problems.map((problem) => `    ${problem}`));
  }
  return [
    ...lines,
    ...notes.map((note) => `– ${note}`),
    ...differences.map((difference) => `✘ ${difference}`),
  ];
}
