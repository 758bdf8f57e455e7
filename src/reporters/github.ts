import type { Finding } from '../model/finding.js';
import type { Reporter, ValidationReport } from '../model/reporter.js';
import { outcomeText } from './parts/outcome.js';
import { visibleLine } from './parts/visible.js';

type CommandProperties = Readonly<Record<string, string | number | undefined>>;

export default {
  summary: 'annotations in a GitHub Actions workflow',
  render(report) {
    // A step shows only ten annotations of each kind, so the most important ones are first.
    const bySeverity = [...report.findings].sort((a, b) => weight(a) - weight(b));
    const lines = [...report.failures.map(failureLine), ...bySeverity.map(findingLine)];
    // Printed even without findings, because an empty step would look as if it had checked nothing.
    lines.push(outcomeText(report));
    return lines.map((line) => `${line}\n`).join('');
  },
} satisfies Reporter;

const weight = ({ severity }: Finding) => (severity === 'error' ? 0 : 1);

function findingLine({ severity, rule, file, region, message, hint }: Finding): string {
  const oneLine = region.startLine === region.endLine;
  return command(
    severity,
    {
      file: visibleLine(file),
      line: region.startLine,
      endLine: region.endLine,
      // Columns are only allowed for ranges within one line.
      col: oneLine ? region.startColumn : undefined,
      endColumn: oneLine ? region.endColumn : undefined,
      title: rule,
    },
    visibleLine(`${message} ${hint}`),
  );
}

const failureLine = ({ rule, subject, error }: ValidationReport['failures'][number]) =>
  command('error', { title: rule }, visibleLine(`The rule failed on "${subject}": ${error}`));

/** Returns a workflow command (actions/toolkit, `command.ts`). */
function command(name: string, properties: CommandProperties, message: string): string {
  const presentProperties = Object.entries(properties).filter(([, value]) => value !== undefined);
  const list = presentProperties.map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${list.join(',')}::${data(message)}`;
}

const data = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
