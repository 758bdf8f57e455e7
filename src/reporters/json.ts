import { editStep } from '../model/edit-step.js';
import type { Finding } from '../model/finding.js';
import { jsonText } from '../model/json-text.js';
import { commandsForManager, npx } from '../model/npx.js';
import type { Reporter, ReportView, ValidationReport } from '../model/reporter.js';
import { errorsIn, firstFinding, isFixable } from './parts/outcome.js';

/** Version of the document, which is incremented by changes that break programs. */
const FORMAT_VERSION = 1;

export default {
  summary: 'one JSON document, of the schema "mcp-provider schema report"',
  render(report, view) {
    const { tool, findings, failures, checked: reportCounts, rules } = report;
    const errors = errorsIn(report);
    const set = rules.filter(({ isSet }) => isSet);
    const document = {
      version: FORMAT_VERSION,
      tool,
      summary: { errors, warnings: findings.length - errors, failures: failures.length },
      checked: reportCounts,
      ...(set.length > 0 && {
        rules: Object.fromEntries(set.map(({ id, setting }) => [id, setting])),
      }),
      findings: findings.map(reportedFinding),
      failures,
      next: next(report, view),
    };
    return jsonText(document);
  },
} satisfies Reporter;

/** The only command in a hint that changes installed packages, and nothing else. */
const INSTALL = /^Run "(\w+ install)"/;

function next(report: ValidationReport, { manager = { name: 'npm' } }: ReportView): string | null {
  if (report.findings.some(isFixable))
    return commandsForManager(npx('validate --fix --format json'), manager);
  const first = firstFinding(report);
  if (!first) return null;
  const { file, region, hint } = first;
  const [, command] = INSTALL.exec(hint) ?? [];
  if (command !== undefined) return command;
  return editStep(`${file}:${region.startLine}:${region.startColumn}`, hint);
}

const reportedFinding = ({ fix, creates, provider, ...finding }: Finding) => ({
  ...finding,
  provider: provider ?? null,
  fixable: isFixable({ fix, creates }),
});
