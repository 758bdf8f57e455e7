import type { Finding, Severity } from '../../model/finding.js';
import { relPath } from '../../model/path.js';
import type { ReportedRule, ValidationReport } from '../../model/reporter.js';
import { version } from '../../model/version.gen.js';
import { overlayPath } from '../openapi/accepted.js';
import type { ProviderUpdate } from '../openapi/update.js';

const source = { text: 'docs/openapi.md of create-mcp-provider.' };

/** What a document changes, as rules of a report. */
const RULES = {
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
  'openapi/new': rule(
    'warning',
    'All operations of the document have been seen.',
    'New operations stay off until they are selected.',
  ),
};

function rule(setting: Severity, summary: string, why: string) {
  return { on: 'project' as const, setting, words: { severity: setting, summary, why, source } };
}

/**
 * The differences between documents and their providers, for the reporters of `validate`.
 * @param place directory of the project from the root of the repository
 * @param texts of the overlays, by provider
 */
export function findingsReport(
  root: string,
  place: string,
  updates: readonly ProviderUpdate[],
  texts: Readonly<Record<string, string>>,
): ValidationReport {
  const file = (provider: string) =>
    relPath([place, overlayPath(provider)].filter(Boolean).join('/'));
  const findings = updates.flatMap((update) => {
    const { provider, review, conflicts } = update;
    const { removed, changed, added, offered } = review;
    const at = (id: keyof typeof RULES, key: string, message: string, hint: string): Finding => ({
      rule: id,
      severity: RULES[id].setting,
      message,
      hint,
      provider,
      unseen: false,
      file: file(provider),
      region: lineOf(texts[provider] ?? '', key),
    });
    const accept = 'Run "mcp-provider import openapi" and review the changes.';
    const inConflict = new Set(conflicts.map(({ key }) => key));
    return [
      ...removed.map(({ key, name, reason }) =>
        at('openapi/removed', key, `${key} (${name}): ${reason}`, 'Delete the tool and its entry.'),
      ),
      ...conflicts.map(({ key, path, line }) =>
        at(
          'openapi/conflict',
          key,
          `${key} has changed in lines that were edited: ${path}:${line}.`,
          'Edit these lines, or set "update: false".',
        ),
      ),
      ...changed
        .filter(({ key }) => !inConflict.has(key))
        .map(({ key, breaking, other }) =>
          at('openapi/changed', key, `${key}: ${[...breaking, ...other].join(' ')}`, accept),
        ),
      ...added.map(({ key }) => at('openapi/changed', key, `${key} is not a tool yet.`, accept)),
      ...offered.map((key) => at('openapi/new', key, `${key} is new.`, accept)),
    ];
  });
  return {
    root,
    tool: { name: 'create-mcp-provider', version },
    rules: Object.entries(RULES).map(([id, one]) => ({ id, ...one }) as ReportedRule),
    findings,
    failures: [],
    checked: { providers: updates.map(({ provider }) => provider), files: 0, tools: 0 },
    texts: Object.fromEntries(
      updates.map(({ provider }) => [file(provider), texts[provider] ?? '']),
    ),
  };
}

/** The line of an operation, or the first one. */
function lineOf(text: string, key: string) {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.trim().replaceAll(/^["']|["']:|:$/g, '') === key);
  const line = Math.max(index, 0);
  return {
    startLine: line + 1,
    startColumn: 1,
    endLine: line + 1,
    endColumn: (lines[line] ?? '').length + 1,
  };
}
