import { counted } from '../../model/counted.js';
import type { SpecProblem } from '../../model/errors/spec.js';
import type { ProviderSpec } from '../../model/spec.js';
import type { Checked } from '../../spec/check.js';
import { section } from '../import/report-section.js';
import { overlayPath } from './lock-files.js';
import type { OpenApiImport } from './import.js';
import { secretResults } from './secrets.js';

/**
 * What became of the operations, for people.
 * @param provider absent where the tools have no overlay
 */
export function reportLines(
  { file, tools, all, skipped, losses }: OpenApiImport,
  { provider, warnings = [] }: { provider?: string; warnings?: readonly SpecProblem[] } = {},
): string[] {
  const ofDocument = losses.filter(({ at }) => at === 'document');
  const ofOperations = losses.filter(({ at }) => at !== 'document');
  return [
    `${file}: ${counted(tools.length, 'tool')} from ${counted(all.operations, 'operation')}.`,
    ...ofDocument.map(({ detail }) => `  ${detail}`),
    ...grouped(
      'Skipped',
      skipped.map(({ at, reason }) => [at, reason]),
    ),
    ...grouped(
      'Changed',
      ofOperations.map(({ at, detail }) => [at, detail]),
    ),
    ...section('Warnings', warnings.map(messageOf)),
    ...secretLines(tools, provider),
  ];
}

/** Operations that a line names. */
const NAMED = 3;

/** A section in which a sentence about several operations is one line: a header can be in all of them. */
function grouped(title: string, remarks: readonly (readonly [at: string, text: string])[]) {
  const places = new Map<string, Set<string>>();
  for (const [at, text] of remarks) places.set(text, (places.get(text) ?? new Set()).add(at));
  const lines = Array.from(places, ([text, all]) => {
    const more = all.size - NAMED;
    const named = [...all].slice(0, NAMED).join(', ');
    return `${named}${more > 0 ? ` and ${counted(more, 'other operation')}` : ''}: ${text}`;
  });
  const isCut = [...places.values()].some(({ size }) => size > NAMED);
  return section(title, lines, { count: remarks.length, isCut });
}

const messageOf = ({ message }: SpecProblem) => message;

/** Results stay as the document describes them, until people decide otherwise. */
export function secretLines(
  tools: Parameters<typeof secretResults>[0],
  provider?: string,
): string[] {
  const found = secretResults(tools);
  const isUnnamed = found.some(({ fields }) => fields.some((field) => field.includes('*')));
  const hint =
    provider === undefined
      ? ''
      : `: to leave a field out, list it under "response.exclude" of its operation in ${overlayPath(provider)}${isUnnamed ? '; for "*", list the field before it' : ''}`;
  return section(
    `Secrets in results${hint}`,
    found.map(({ at, fields }) => `${at}: ${fields.join(', ')}`),
  );
}

/** One line for one of several documents. */
export function summaryLine(
  { file, tools, skipped, losses }: OpenApiImport,
  { spec: { name }, warnings }: Checked<ProviderSpec>,
): string {
  const details = [
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
    ...(losses.length > 0 ? [counted(losses.length, 'change')] : []),
    ...(warnings.length > 0 ? [counted(warnings.length, 'warning')] : []),
  ];
  const more = details.length > 0 ? ` (${details.join(', ')})` : '';
  return `${file}: ${name}, ${counted(tools.length, 'tool')}${more}`;
}

/** The import without its tools, for programs. */
export const reportJson = (
  { file, all, tools, skipped, losses }: OpenApiImport,
  warnings: readonly SpecProblem[] = [],
) => ({
  file,
  operations: all.operations,
  skipped: skipped.map(({ at, reason }) => ({ at, reason })),
  losses,
  warnings: warnings.map(messageOf),
  secretResults: secretResults(tools),
});
