import { counted } from '../../model/counted.js';
import { conflictText, section } from '../import/report-section.js';
import { secretLines } from './report.js';
import { secretResults } from './secrets.js';
import type { ProviderUpdate } from './update.js';

/** Whether something is left that a person has to decide. */
export const isOpen = ({ review, conflicts, missing, remaining }: ProviderUpdate): boolean =>
  review.removed.length +
    review.problems.length +
    conflicts.length +
    missing.length +
    remaining.length >
  0;

/** What a document changes in a provider, for people. */
export function updateLines(update: ProviderUpdate): string[] {
  const { provider, document, review, conflicts, missing, deprecated, remaining } = update;
  const { added, changed, removed, restored, moved, offered, problems } = review;
  return [
    `${provider}: ${document} has ${counted(changed.length, 'changed operation')}, ${removed.length} removed and ${offered.length} new.`,
    ...section(
      'Added',
      added.map(({ key, tool }) => `${key}: ${String(tool.name)}`),
    ),
    ...section(
      'Changed',
      changed.map(({ key, now, breaking, other, isKept }) =>
        [
          `${key}: ${String(now.tool.name)}${breaking.length > 0 ? ' (breaking)' : ''}${keptText(isKept)}`,
          ...[...breaking, ...other].map((detail) => `    ${detail}`),
        ].join('\n'),
      ),
    ),
    ...section(
      'Moved',
      moved.map(({ from, to }) => `${from} is ${to}`),
    ),
    ...section(
      'Removed: calls of these tools fail; delete the tools',
      removed.filter(({ isGone }) => isGone).map(described),
    ),
    ...section(
      'No longer imported: the tools stay as they are',
      removed.filter(({ isGone }) => !isGone).map(described),
    ),
    ...section(
      'Restored',
      restored.map((one) => `${named(one)}${keptText(one.isKept)}`),
    ),
    ...section(
      'Conflicts with edits: an import shows both versions in the files',
      conflicts.map((conflict) => `${conflict.key}: ${conflictText(conflict)}`),
    ),
    ...section('Deprecated, but in use', deprecated),
    ...section('Disabled, but still in the code: delete the tools', remaining.map(named)),
    ...section('Not updated: the files were not found', missing.map(named)),
    ...section(
      'Overlay',
      problems.map(({ key, problem }) => `${key}: ${problem}`),
    ),
    ...secretLines(written(update), provider),
    ...section('New operations: select them with --include', offered),
  ];
}

/** Tools that an import adds or changes. */
const written = ({ review: { added, changed } }: Pick<ProviderUpdate, 'review'>) => [
  ...added,
  ...changed.map(({ key, now }) => ({ key, tool: now.tool })),
];

const keptText = (isKept: boolean) => (isKept ? ' (not updated: "update: false")' : '');
const described = ({ key, name, reason }: { key: string; name: string; reason: string }) =>
  `${key}: ${name}. ${reason}`;
const named = ({ key, name }: { key: string; name: string }) => `${key}: ${name}`;

/** The same, for programs. */
export function updateJson({ addition: _, review, ...update }: ProviderUpdate) {
  const { added, changed, ...rest } = review;
  return {
    ...update,
    added: added.map(({ key, tool }) => ({ key, name: tool.name })),
    changed: changed.map(({ key, now, breaking, other, isKept }) => ({
      key,
      name: now.tool.name,
      breaking,
      other,
      isKept,
    })),
    ...rest,
    secretResults: secretResults(written({ review })),
  };
}
