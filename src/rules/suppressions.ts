import type { Finding } from '../model/finding.js';
import type { Project } from '../model/project.js';
import type { Suppression } from '../model/rule.js';
import { lineAndColumn, type SourceRange, type TextFile } from '../model/source-range.js';

const SUPPRESSION_MARK = 'mcp-provider-disable-next-line';
/**
 * Matches the comment marks of all formats, then the rule and, after two hyphens, the reason. Other
 * words are not a reason: the comment counts as a suppression without one, and is reported.
 */
const COMMENT = new RegExp(
  String.raw`^[\/*#\s]*${SUPPRESSION_MARK}(?![\w-])\s*(?<rule>\S*?)(?:\s+(?:--\s*(?<reason>.*?)|.*?))?[\s*/]*$`,
  's',
);

/** Returns all comments that suppress a finding, in the parsed files. */
export function suppressionsIn({ parsed: { documents, modules } }: Project): Suppression[] {
  return [...documents, ...modules].flatMap(({ file, comments }) => {
    if (!file.text.includes(SUPPRESSION_MARK)) return [];
    const following = linesAfter(commentLines(file, comments));
    return comments.flatMap((range): Suppression[] => {
      const { rule, reason = '' } =
        COMMENT.exec(file.text.slice(range.start, range.end))?.groups ?? {};
      if (rule === undefined) return [];
      const next = lineAndColumn(file, range.end).line + 1;
      // As with "@ts-expect-error", other comments may be between, because they apply to the same
      // line.
      const line = following.get(next) ?? next;
      return [{ range, rule, reason, line, isUsed: false }];
    });
  });
}

/** Returns lines that contain only comments. */
function commentLines(file: TextFile, comments: readonly SourceRange[]): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { start, end } of comments) {
    const [lineStart, lineEnd] = [
      file.text.lastIndexOf('\n', start - 1) + 1,
      file.text.indexOf('\n', end),
    ];
    const rest =
      file.text.slice(lineStart, start) + file.text.slice(end, lineEnd < 0 ? undefined : lineEnd);
    if (rest.trim() !== '') continue;
    for (let line = lineAndColumn(file, start).line; line <= lineAndColumn(file, end).line; line++)
      lines.add(line);
  }
  return lines;
}

/** Returns, for each of these lines, the first one after it that is none of them. */
function linesAfter(lines: ReadonlySet<number>): ReadonlyMap<number, number> {
  const following = new Map<number, number>();
  for (const line of [...lines].toSorted((left, right) => right - left))
    following.set(line, following.get(line + 1) ?? line + 1);
  return following;
}

/** Returns the findings that no comment suppresses; a comment without a reason has no effect. */
export function withoutSuppressed(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
): Finding[] {
  const place = (file: string, line: number, rule: string) => `${file}:${line} ${rule}`;
  const first = new Map<string, Suppression>();
  for (const suppression of suppressions) {
    const { range, line, rule } = suppression;
    const at = place(range.file.path, line, rule);
    if (!first.has(at)) first.set(at, suppression);
  }
  return findings.filter(({ rule, file, region: { startLine } }) => {
    const suppression = first.get(place(file, startLine, rule));
    if (!suppression || suppression.reason === '') return true;
    suppression.isUsed = true;
    return false;
  });
}
