import type { Span } from '../model/facts.js';
import type { Finding } from '../model/finding.js';
import type { ProjectModel, TextFile } from '../model/project.js';
import type { Silence } from '../model/rule.js';

const MARK = 'mcp-provider-disable-next-line';
/**
 * Marks of a comment in any of our formats, then the rule and, behind two hyphens, the reason. Other words are none: the
 * silence is known as one, and said to lack its reason.
 */
const COMMENT = new RegExp(
  String.raw`^[\/*#\s]*${MARK}(?![\w-])\s*(?<rule>\S*?)(?:\s+(?:--\s*(?<reason>.*?)|.*?))?[\s*/]*$`,
  's',
);

/** All comments that silence a finding, in the order of files and lines. */
export function silencesIn(project: ProjectModel): Silence[] {
  const silences: Silence[] = [];
  for (const file of project.files.values()) {
    if (file.text.includes(MARK)) silences.push(...inFile(file, file.facts.comments));
  }
  for (const file of project.documents.all) {
    if (file.text.includes(MARK) && 'comments' in file) {
      // Only data documents have comments: the type `TextFile` does not show it.
      silences.push(...inFile(file, (file as TextFile & { comments: readonly Span[] }).comments));
    }
  }
  return silences;
}

function inFile(file: TextFile, comments: readonly Span[]): Silence[] {
  const found = comments.flatMap((span): Silence[] => {
    const { rule, reason = '' } = COMMENT.exec(file.text.slice(span.start, span.end))?.groups ?? {};
    if (rule === undefined) return [];
    const line = file.region(span).endLine + 1;
    return [{ at: file.at(span), rule, reason, line, used: false }];
  });
  // Several comments, one below the other, speak about the line below them all.
  const byLine = new Map<number, Silence>();
  for (const silence of found.toReversed()) {
    silence.line = byLine.get(silence.line)?.line ?? silence.line;
    byLine.set(file.region(silence.at).startLine, silence);
  }
  return found;
}

/** The findings that no comment suppresses; a comment without a reason has no effect. */
export function unsilenced(findings: readonly Finding[], silences: readonly Silence[]): Finding[] {
  const byPlace = new Map(
    silences.map((each) => [key(each.rule, each.at.file.path, each.line), each]),
  );
  return findings.filter(({ rule, file, region }) => {
    const silence = byPlace.get(key(rule, file, region.startLine));
    if (!silence || silence.reason === '') return true;
    silence.used = true;
    return false;
  });
}

const key = (rule: string, path: string, line: number) => `${rule} ${line} ${path}`;
