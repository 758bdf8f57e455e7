import type { Finding } from '../model/finding.js';
import { position } from '../model/place.js';
import type { Project } from '../model/project.js';
import type { Suppression } from '../model/rule.js';

const MARK = 'mcp-provider-disable-next-line';
/**
 * Marks of a comment in any of our formats, then the rule and, behind two hyphens, the reason. Other words are none: the
 * comment is known as one, and reported to lack its reason.
 */
const COMMENT = new RegExp(
  String.raw`^[\/*#\s]*${MARK}(?![\w-])\s*(?<rule>\S*?)(?:\s+(?:--\s*(?<reason>.*?)|.*?))?[\s*/]*$`,
  's',
);

/** All comments that suppress a finding, in the files that were parsed. */
export function suppressionsIn({ parsed: { documents, modules } }: Project): Suppression[] {
  return [...documents, ...modules].flatMap(({ file, comments }) => {
    if (!file.text.includes(MARK)) return [];
    const found = comments.flatMap((at): Suppression[] => {
      const { rule, reason = '' } = COMMENT.exec(file.text.slice(at.start, at.end))?.groups ?? {};
      if (rule === undefined) return [];
      return [{ at, rule, reason, line: position(file, at.end).line + 1, used: false }];
    });
    // Several comments, one below the other, are for the line below them all.
    const byLine = new Map<number, Suppression>();
    for (const each of found.toReversed()) {
      each.line = byLine.get(each.line)?.line ?? each.line;
      byLine.set(position(file, each.at.start).line, each);
    }
    return found;
  });
}

/** The findings that no comment suppresses; a comment without a reason has no effect. */
export function withoutSuppressed(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
): Finding[] {
  return findings.filter(({ rule, file, region: { startLine } }) => {
    const found = suppressions.find(
      (each) => each.rule === rule && each.line === startLine && each.at.file.path === file,
    );
    if (!found || found.reason === '') return true;
    found.used = true;
    return false;
  });
}
