/**
 * A next step that only a person can decide, as a comment of a shell: a program that runs it changes nothing.
 * Names and values come from files: none of them may begin another line.
 */
export const editStep = (place: string, advice: string): string =>
  `# Edit ${place}. ${advice}`.replace(/[\p{C}\p{Z}]+/gu, ' ');
