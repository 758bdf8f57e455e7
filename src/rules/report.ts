import type { Finding, RuleId, Severity } from '../model/finding.js';
import type { DataDocument, SourceFile, TextFile } from '../model/project.js';
import type { Complaint, Report } from '../model/rule.js';

/** Its fixes correct the text, whatever it means. */
const SYNTAX: RuleId = 'contract/syntax-error';

/** In these groups, a requirement that is not proven counts as one that does not hold. */
const MUST_HOLD = /^(contract|security)\//;

interface About {
  rule: RuleId;
  severity: Severity;
  /** The provider the rule is looking at. */
  provider: string | undefined;
}

/** What a rule says, turned into findings: places into regions, and the provider added where it can be told. */
export function reportTo(about: About, found: (finding: Finding) => void): Report {
  const finding = (
    { at, message, hint, related, fix, creates, provider }: Complaint,
    unseen: boolean,
  ): Finding => {
    const { file } = at;
    const ofFile =
      'provider' in file && typeof file.provider === 'string' ? file.provider : undefined;
    const concerned = provider ?? about.provider ?? ofFile;
    return {
      rule: about.rule,
      severity: unseen && !MUST_HOLD.test(about.rule) ? 'warning' : about.severity,
      message,
      hint,
      file: file.path,
      region: file.region(at),
      ...(related && {
        related: related.map(({ at: place, message: words }) => ({
          message: words,
          file: place.file.path,
          region: place.file.region(place),
        })),
      }),
      ...(concerned !== undefined && { provider: concerned }),
      unseen,
      ...(creates !== undefined && { creates }),
      ...(fix?.every((each) => about.rule === SYNTAX || isParsed(each.at.file)) && {
        fix: fix.map(({ at: { file: edited, start, end }, text }) => ({
          file: edited.path,
          start,
          end,
          text,
        })),
      }),
    };
  };
  return Object.assign((complaint: Complaint) => found(finding(complaint, false)), {
    unseen: (complaint: Complaint) => found(finding(complaint, true)),
  });
}

/** What is known of a file with syntax errors is not enough to change it. */
const isParsed = (file: TextFile): boolean =>
  (!('facts' in file) || (file as SourceFile).facts.syntaxErrors.length === 0) &&
  (!('problems' in file) || (file as DataDocument).problems.length === 0);
