/**
 * Returns a next step that the author has to decide, written as a shell comment so that running it changes
 * nothing. Names and values come from files and must not start another line.
 */
export const editStep = (place: string, advice: string): string =>
  `# Edit ${place}. ${advice}`.replace(/[\p{C}\p{Z}]+/gu, ' ');
