import { pageUrl } from '../../model/documentation.js';
import type { Finding, Region, RuleId, Severity } from '../../model/finding.js';
import { relPath } from '../../model/path.js';
import type { ReportedRule, ValidationReport } from '../../model/reporter.js';
import { version } from '../../model/version.gen.js';

/**
 * The directories and texts of findings: the root of the repository, the directory of the project
 * relative to it, and texts of files.
 */
export interface ReportPlace {
  root: string;
  place: string;
  texts: Readonly<Record<string, string>>;
}

interface SourceRule extends Omit<ReportedRule, 'id'> {
  setting: Severity;
}

interface FindingHome {
  provider: string;
  path: string;
  findLine(text: string, name: string): number;
}

/** Returns a rule about a source, in the form of the rules of `validate`. */
export const sourceRule = (
  page: string,
  setting: Severity,
  summary: string,
  reason: string,
): SourceRule => ({
  setting,
  ignoresComments: true,
  words: {
    severity: setting,
    summary,
    why: reason,
    source: { text: `docs/${page} of create-mcp-provider.`, url: pageUrl(page) },
  },
});

/** Returns the place of a finding: a line of a project file. */
export function findingPlace(
  { place, texts }: ReportPlace,
  path: string,
  line: number,
): Pick<Finding, 'file' | 'region'> {
  return {
    file: relPath([place, path].filter(Boolean).join('/')),
    region: region(texts[path] ?? '', line),
  };
}

function region(text: string, line: number): Region {
  const { length = 0 } = text.split('\n')[line - 1] ?? {};
  return { startLine: line, startColumn: 1, endLine: line, endColumn: length + 1 };
}

/** Returns a finding about a named part of a provider's file, on the line that `findLine` finds. */
export const findingAt =
  <Id extends RuleId>(
    rules: Readonly<Record<Id, SourceRule>>,
    place: ReportPlace,
    { provider, path, findLine }: FindingHome,
  ) =>
  (rule: Id, name: string, message: string, hint: string): Finding => ({
    rule,
    severity: rules[rule].setting,
    message,
    hint,
    provider,
    ...findingPlace(place, path, findLine(place.texts[path] ?? '', name)),
  });

/** Returns findings about sources, for the reporters of `validate`. */
export const sourceReport = (
  { root, place, texts }: ReportPlace,
  rules: Readonly<Record<string, SourceRule>>,
  providers: readonly string[],
  findings: readonly Finding[],
): ValidationReport => ({
  root,
  tool: { name: 'create-mcp-provider', version },
  rules: Object.entries(rules).map(([id, rule]) => ({ ...rule, id }) as ReportedRule),
  findings: [...findings],
  failures: [],
  checked: { providers: [...providers], files: 0, tools: 0 },
  texts: Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [[place, path].filter(Boolean).join('/'), text]),
  ),
});
