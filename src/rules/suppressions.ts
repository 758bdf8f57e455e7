import type { Finding } from '../model/finding.js';
import { position, type SourceRange, type TextFile } from '../model/place.js';
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
    const bare = linesOf(file, comments);
    return comments.flatMap((at): Suppression[] => {
      const { rule, reason = '' } = COMMENT.exec(file.text.slice(at.start, at.end))?.groups ?? {};
      if (rule === undefined) return [];
      let line = position(file, at.end).line + 1;
      // As with "@ts-expect-error", other comments may stand between: they want the same line.
      while (bare.has(line)) line++;
      return [{ at, rule, reason, line, used: false }];
    });
  });
}

/** Lines with nothing but comments. */
function linesOf(file: TextFile, comments: readonly SourceRange[]): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { start, end } of comments) {
    const [from, to] = [file.text.lastIndexOf('\n', start - 1) + 1, file.text.indexOf('\n', end)];
    const rest = file.text.slice(from, start) + file.text.slice(end, to < 0 ? undefined : to);
    if (rest.trim() !== '') continue;
    for (let line = position(file, start).line; line <= position(file, end).line; line++)
      lines.add(line);
  }
  return lines;
}

/** The findings that no comment suppresses; a comment without a reason has no effect. */
export function withoutSuppressed(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
): Finding[] {
  return findings.filter(({ rule, file, region: { startLine } }) => {
    const suppression = suppressions.find(
      (each) => each.rule === rule && each.line === startLine && each.at.file.path === file,
    );
    if (!suppression || suppression.reason === '') return true;
    suppression.used = true;
    return false;
  });
}
