import type { Place } from '../model/project.js';

/** A further place of a finding says nothing more where it is on the same line. */
export const isSameLine = (one: Place, other: Place): boolean =>
  one.file === other.file && one.file.region(one).startLine === other.file.region(other).startLine;
