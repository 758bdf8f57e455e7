import { editStep } from '../model/edit-step.js';
import type { Finding } from '../model/finding.js';
import { jsonText } from '../model/json-text.js';
import { npx } from '../model/npx.js';
import type { Reporter, ValidationReport } from '../model/reporter.js';
import { errorsIn, firstFinding, isFixable } from './parts/outcome.js';

/** Raised when a program that reads the document would have to change. */
const FORMAT_VERSION = 1;

export default {
  summary: 'one JSON document, of the schema "mcp-provider schema report"',
  render(report) {
    const { tool, findings, failures, checked, rules } = report;
    const errors = errorsIn(report);
    const document = {
      version: FORMAT_VERSION,
      tool,
      summary: { errors, warnings: findings.length - errors, failures: failures.length },
      checked,
      rules: Object.fromEntries(rules.map(({ id, setting }) => [id, setting])),
      findings: findings.map(reported),
      failures,
      next: next(report),
    };
    return jsonText(document);
  },
} satisfies Reporter;

/** The only command of a hint that changes what is installed, and nothing else. */
const INSTALL = /^Run "(\w+ install)"/;

function next(report: ValidationReport): string | null {
  if (report.findings.some(isFixable)) return npx('validate --fix --format json');
  const first = firstFinding(report);
  if (!first) return null;
  const { file, region, hint } = first;
  const [, command] = INSTALL.exec(hint) ?? [];
  if (command !== undefined) return command;
  return editStep(`${file}:${region.startLine}:${region.startColumn}`, hint);
}

const reported = ({ fix, creates, provider, ...finding }: Finding) => ({
  ...finding,
  provider: provider ?? null,
  fixable: isFixable({ fix, creates }),
});
