import { byCodeUnit } from '../model/by-code-unit.js';
import type { Finding } from '../model/finding.js';

/** By file, place, rule and words; what is said twice (a file that two names lead to) is said once. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(compare);
  return sorted.filter((finding, index) => {
    const before = sorted[index - 1];
    return !before || compare(before, finding) !== 0;
  });
}

function compare(a: Finding, b: Finding): number {
  return (
    byCodeUnit(a.file, b.file) ||
    a.region.startLine - b.region.startLine ||
    a.region.startColumn - b.region.startColumn ||
    byCodeUnit(a.rule, b.rule) ||
    byCodeUnit(a.message, b.message)
  );
}
