import { relative, sep } from 'node:path';
import type { DriftKind, RowDrift } from '../../drift/drift.js';
import type { LeftOutRow, RowPlace } from '../../drift/rows.js';
import type { CommandContext } from '../../model/command.js';
import type { Finding, RuleId } from '../../model/finding.js';
import { cliCommand } from '../../model/npx.js';
import type { Project } from '../../model/project.js';
import type { Failure, ValidationReport } from '../../model/reporter.js';
import { pluralize } from '../../model/text/pluralize.js';
import { repositoryRoot } from '../../project/repository.js';
import type { reporterIds } from '../../reporters/ids.gen.js';
import { findingPlace, sourceReport, sourceRule } from '../../reporters/parts/source-report.js';

interface DriftReport {
  drifts: readonly RowDrift[];
  leftOut: readonly LeftOutRow[];
}

/** Returns 1 for a change of the API, 3 if some calls can say nothing about it now. */
export function driftExitCode(drifts: readonly RowDrift[]): 0 | 1 | 3 {
  if (drifts.some(({ kind }) => kind === 'breaking' || kind === 'changed')) return 1;
  return drifts.every(({ kind }) => kind === 'same' || kind === 'not called') ? 0 : 3;
}

export const placeText = ({ tool, file, line }: RowPlace): string => `${file}:${line} (${tool})`;

/** Prints the report in a format of `validate`, as JSON, or as lines for users. */
export async function writeReport(
  { host, ui, flags }: CommandContext,
  project: Project,
  report: DriftReport,
  format: (typeof reporterIds)[number] | undefined,
): Promise<void> {
  const { drifts, leftOut } = report;
  if (format) {
    const { reporters } = await import('../../reporters/register.gen.js');
    const repository = await repositoryRoot(host.files, project.root);
    const view = { ...ui.stdout, cwd: host.cwd };
    ui.data(reporters[format].render(validationReport(project, repository, report), view));
    ui.note(lines(report).join('\n'));
    return;
  }
  const hints = (Object.keys(HINTS) as DriftKind[]).flatMap((kind) => {
    const row = drifts.find((drift) => drift.kind === kind)?.row;
    return row ? (HINTS[kind]?.(row) ?? []) : [];
  });
  for (const hint of hints) ui.note(hint);
  if (flags.json) {
    const calls = drifts.map(({ row, kind, details }) => ({ ...rowPlace(row), kind, details }));
    const { root } = project;
    ui.result(JSON.stringify({ root, calls, leftOut, notes: ui.notes }, null, 2));
  } else ui.result(lines(report).join('\n'));
}

const rowPlace = ({ provider, tool, file, line }: RowPlace): RowPlace => ({
  provider,
  tool,
  file,
  line,
});

const HINTS: Readonly<Partial<Record<DriftKind, (row: RowPlace) => string>>> = {
  'sign in': ({ provider }) =>
    `Sign in: "${cliCommand(`sign-in ${provider}`)}", or set the environment variables of the provider.`,
  'record again': ({ tool }) =>
    `Record the call with other arguments: "${cliCommand(`call ${tool} --record`)}", and delete the old row.`,
};

function lines({ drifts, leftOut }: DriftReport): string[] {
  const shownDrifts = drifts.filter(({ kind }) => kind !== 'same');
  const kinds = [...new Set(drifts.map(({ kind }) => kind))];
  const counts = [
    ...kinds.map((kind) => `${drifts.filter((drift) => drift.kind === kind).length} ${kind}`),
    ...(leftOut.length > 0 ? [`${leftOut.length} left out`] : []),
  ];
  return [
    ...shownDrifts.flatMap(({ kind, row, details }) => [
      `${kind.padEnd(WIDTH)} ${placeText(row)}`,
      ...details.map((detail) => `${' '.repeat(WIDTH)} ${detail}`),
    ]),
    ...leftOut.flatMap((row) => [
      `${'left out'.padEnd(WIDTH)} ${placeText(row)}`,
      `${' '.repeat(WIDTH)} ${row.reason}`,
    ]),
    `${pluralize(drifts.length + leftOut.length, 'recorded call')}: ${counts.join(', ')}.`,
  ];
}

const WIDTH = 'record again'.length;

const rule = sourceRule.bind(undefined, 'testing.md');

const RULES = {
  'drift/breaking': rule('error', 'Tools accept what the API answers.', 'Calls of the tool fail.'),
  'drift/changed': rule(
    'warning',
    'The API answers with the types that were recorded.',
    'Clients get other values than the tool describes.',
  ),
};

/** Returns the report for the reporters of `validate`. What could not be compared is a failure of the run. */
function validationReport(
  project: Project,
  repository: string,
  { drifts, leftOut }: DriftReport,
): ValidationReport {
  const files = new Set([...drifts.map(({ row }) => row.file), ...leftOut.map(({ file }) => file)]);
  const texts = [...files].map((file) => [file, project.text(file)?.text ?? ''] as const);
  const place = {
    root: repository,
    place: relative(repository, project.root).split(sep).join('/'),
    texts: Object.fromEntries(texts),
  };
  const findings = drifts.flatMap(({ kind, row, details }): Finding[] => {
    if (kind !== 'breaking' && kind !== 'changed') return [];
    const id: keyof typeof RULES = `drift/${kind}`;
    return [
      {
        rule: id,
        severity: RULES[id].setting,
        message: `The API answers the recorded call of "${row.tool}" differently: ${details.join('; ')}.`,
        hint: 'Adapt the tool to the API, then record the call again.',
        provider: row.provider,
        ...findingPlace(place, row.file, row.line),
      },
    ];
  });
  const failures = [
    ...drifts.flatMap(({ kind, row, details }) =>
      ['same', 'breaking', 'changed'].includes(kind)
        ? []
        : [driftFailure(row, `${kind}: ${details.join('; ')}`)],
    ),
    ...leftOut.map((row) => driftFailure(row, row.reason)),
  ];
  const providers = [...new Set(drifts.map(({ row }) => row.provider))];
  return { ...sourceReport(place, RULES, providers, findings), failures };
}

const driftFailure = (row: RowPlace, error: string): Failure => ({
  rule: 'drift/breaking' satisfies RuleId,
  subject: placeText(row),
  error,
  isTolerated: true,
});
