import type { Finding } from '../../model/finding.js';
import type { ValidationReport } from '../../model/reporter.js';
import { pluralize } from '../../model/text/pluralize.js';
import { shellWords } from '../../model/text/shell-words.js';
import {
  findingAt,
  findingPlace,
  type ReportPlace,
  sourceReport,
  sourceRule,
} from '../../reporters/parts/source-report.js';
import { overlayPath } from '../../sources/openapi/lock-files.js';
import { secretLines } from '../../sources/openapi/report.js';
import { secretResults } from '../../sources/openapi/secrets.js';
import { conflictText, reportSections } from '../../sources/report-lines.js';
import { openChangeText } from './open-connection.js';
import type { ProviderUpdate } from './update.js';

/** Returns whether the author still has to decide something. */
export const isOpen = (update: ProviderUpdate): boolean => {
  const { connection, review, conflicts, missing, remaining } = update;
  const lists = [connection, review.removed, review.problems, conflicts, missing, remaining];
  return lists.some(({ length }) => length > 0);
};

/** Returns the changes of a provider by its document, as lines for users. */
export function updateLines(update: ProviderUpdate): string[] {
  const { provider, document, connection, review, conflicts, missing, deprecated, remaining } =
    update;
  const {
    addedDrafts,
    changedTools,
    removed: removedTools,
    restored,
    moved,
    offered,
    problems,
  } = review;
  return [
    `${provider}: ${document} has ${pluralize(changedTools.length, 'changed operation')}, ${removedTools.length} removed and ${offered.length} new.`,
    ...reportSections(
      ['Breaking: requests may fail until you edit the project', connection.map(openChangeText)],
      ['Left out', update.leftOut.map(({ operation, reason }) => `${operation}: ${reason}`)],
      ['Added', addedDrafts.map(({ key, tool }) => `${key}: ${String(tool.name)}`)],
      ['Changed', changedTools.map(changeText)],
      ['Moved', moved.map(({ from: previousKey, to: newKey }) => `${previousKey} is ${newKey}`)],
      [
        'Removed: calls of these tools fail; delete them with "remove-tool"',
        removedTools.filter(({ isGone }) => isGone).map(reasonText),
      ],
      [
        'No longer imported: the tools stay as they are',
        removedTools.filter(({ isGone }) => !isGone).map(reasonText),
      ],
      [
        'Restored',
        restored.map((restoredTool) => `${label(restoredTool)}${keptText(restoredTool.isKept)}`),
      ],
      [
        'Conflicts with edits: an import shows both versions in the files',
        conflicts.map((conflict) => `${conflict.key}: ${conflictText(conflict)}`),
      ],
      [`Texts of the code that tests/${provider}.tools.txt gets`, update.edited],
      ['Deprecated, but in use', deprecated],
      ['Disabled, but still in the code: delete them with "remove-tool"', remaining.map(label)],
      [
        'Not updated: move the tools to files of their own, or restore the files',
        missing.map(label),
      ],
      ['Overlay', problems.map(({ key, problem }) => `${key}: ${problem}`)],
    ),
    ...secretLines(writtenTools(update), provider),
    ...reportSections(['New operations: select them with --include', offered]),
  ];
}

const changeText = ({ key, newTool, breakingChanges, otherChanges, isKept }: ChangedTool): string =>
  [
    `${key}: ${String(newTool.tool.name)}${breakingChanges.length > 0 ? ' (breaking)' : ''}${keptText(isKept)}`,
    ...[...breakingChanges, ...otherChanges].map((detail) => `    ${detail}`),
  ].join('\n');

type ChangedTool = ProviderUpdate['review']['changedTools'][number];

const writtenTools = ({
  review: { addedDrafts, changedTools },
}: Pick<ProviderUpdate, 'review'>) => [
  ...addedDrafts,
  ...changedTools.map(({ key, newTool }) => ({ key, tool: newTool.tool })),
];

const keptText = (isKept: boolean) => (isKept ? ' (not updated: "update: false")' : '');
const reasonText = ({ key, name, reason }: { key: string; name: string; reason: string }) =>
  `${key}: ${name}. ${reason}`;
const label = ({ key, name }: { key: string; name: string }) => `${key}: ${name}`;

/** Returns the changes of a provider by its document, for programs. */
export function updateJson({ addition: _, review, leftOut, ...update }: ProviderUpdate) {
  const { addedDrafts, changedTools, ...rest } = review;
  return {
    ...update,
    leftOut: leftOut.map(({ operation, ...skipped }) => ({ at: operation, ...skipped })),
    added: addedDrafts.map(({ key, tool }) => ({ key, name: tool.name })),
    changed: changedTools.map(({ key, newTool, breakingChanges, otherChanges, isKept }) => ({
      key,
      name: newTool.tool.name,
      breaking: breakingChanges,
      other: otherChanges,
      isKept,
    })),
    ...rest,
    secretResults: secretResults(writtenTools({ review })),
  };
}

const rule = sourceRule.bind(undefined, 'openapi.md');

const DELETE = 'Delete the tool and its entry.';
const LOST_FILES_HINT =
  'Restore the files, move the tool to a file of its own, or set "enabled: false" in the entry of its operation.';
const SELECT_HINT = 'Run "npx mcp-provider import openapi", with "--include" for a tool of it.';
const EDIT_HINT =
  'Edit the project, or name the new value in a comment there to keep the older one.';
const ENTRY = 'Change the entry of the operation, or the code.';
const CONFLICT = 'Run "npx mcp-provider import openapi" and resolve the conflict.';

/** Changes of a document, as rules of a report. */
const RULES = {
  'openapi/connection': rule(
    'error',
    'The base URL and the sign-in are those of the document.',
    'Requests fail, or reach an old address.',
  ),
  'openapi/removed': rule(
    'error',
    'Operations of tools exist in the document.',
    'Their requests fail.',
  ),
  'openapi/conflict': rule(
    'error',
    'Changes of the document are merged into edited code.',
    'The tool does what an older version of the document says.',
  ),
  'openapi/changed': rule(
    'warning',
    'Tools are up to date with their operations.',
    'The tool does what an older version of the document says.',
  ),
  'openapi/overlay': rule(
    'error',
    'Entries of the overlay have an effect.',
    'The tool is not what the overlay says.',
  ),
  'openapi/document': rule(
    'warning',
    'Every imported document belongs to a provider.',
    'No operation of the document is a tool.',
  ),
  'openapi/new': rule(
    'warning',
    'New operations are selected or known.',
    'New operations stay off until they are selected.',
  ),
};

/** Returns the differences between documents and their providers, for the reporters of `validate`. */
export function findingsReport(
  place: ReportPlace,
  updates: readonly ProviderUpdate[],
  newDocuments: readonly string[] = [],
): ValidationReport {
  const findings = updates.flatMap((update) => {
    const { provider, connection, review, conflicts, missing, remaining } = update;
    const {
      removed: removedTools,
      restored,
      changedTools,
      moved,
      addedDrafts,
      offered,
      problems,
    } = review;
    const finding = findingAt(RULES, place, {
      provider,
      path: overlayPath(provider),
      findLine: operationLine,
    });
    const accept = 'Run "npx mcp-provider import openapi" and review the changes.';
    const inConflict = new Set(conflicts.map(({ key }) => key));
    return [
      ...connection.map((change) =>
        finding('openapi/connection', '', openChangeText(change), EDIT_HINT),
      ),
      ...removedTools.map(({ key, name, reason }) =>
        finding('openapi/removed', key, `${key} (${name}): ${reason}`, DELETE),
      ),
      ...conflicts.map(({ key, path, line }) => ({
        ...finding(
          'openapi/conflict',
          key,
          `${key} has changed in lines that were edited.`,
          CONFLICT,
        ),
        ...findingPlace(place, path, line),
      })),
      ...changedTools
        .filter(({ key }) => !inConflict.has(key))
        .map(({ key, breakingChanges, otherChanges }) =>
          finding(
            'openapi/changed',
            key,
            `${key}: ${[...breakingChanges, ...otherChanges].join(' ')}`,
            accept,
          ),
        ),
      ...moved.map(({ from: previousKey, to: newKey }) =>
        finding('openapi/changed', newKey, `${previousKey} is ${newKey}.`, accept),
      ),
      ...restored.map(({ key, name }) =>
        finding('openapi/changed', key, `${key} (${name}): The document has it again.`, accept),
      ),
      ...addedDrafts.map(({ key }) =>
        finding('openapi/changed', key, `${key} is not a tool yet.`, accept),
      ),
      ...offered.map((key) => finding('openapi/new', key, `${key} is new.`, SELECT_HINT)),
      ...problems.map(({ key, problem }) =>
        finding('openapi/overlay', key, `${key}: ${problem}`, ENTRY),
      ),
      ...update.edited.map((name) =>
        finding('openapi/changed', '', `The list of tools has an older text of "${name}".`, accept),
      ),
      ...missing.map(({ key, name }) =>
        finding(
          'openapi/conflict',
          key,
          `The tool "${name}" has no file of its own.`,
          LOST_FILES_HINT,
        ),
      ),
      ...remaining.map(({ key, name }) =>
        finding('openapi/overlay', key, `"${name}" is disabled, but still in the code.`, DELETE),
      ),
    ];
  });
  const newDocumentFindings = newDocuments.map((document): Finding => ({
    rule: 'openapi/document',
    severity: RULES['openapi/document'].setting,
    message: `No provider was imported from "${document}".`,
    hint: `Run "npx mcp-provider import openapi ${shellWords([document])}".`,
    ...findingPlace(place, 'provider-config.yaml', 1),
  }));
  return sourceReport(
    place,
    RULES,
    updates.map(({ provider }) => provider),
    [...findings, ...newDocumentFindings],
  );
}

/** Returns the line of an operation in an overlay, or the first one. */
function operationLine(text: string, key: string): number {
  const lines = text.split('\n').map((line) => line.trim().replaceAll(/^["']|["']?:$/g, ''));
  return Math.max(lines.indexOf(key), 0) + 1;
}
