import type { ValidationReport } from '../../model/reporter.js';
import {
  findingAt,
  findingPlace,
  type ReportPlace,
  sourceReport,
  sourceRule,
} from '../../reporters/parts/source-report.js';
import { databaseLockPath } from '../../sources/database/lock-file.js';
import type { TablesUpdate } from './update.js';

const rule = sourceRule.bind(undefined, 'sql.md');

const ACCEPT = 'Run "npx mcp-provider import database" and review the changes.';
const CONFLICT = 'Run "npx mcp-provider import database" and resolve the conflict.';
const LOST_FILES_HINT = 'Restore the files, or move the tool to a file of its own.';

/** Changes of a database, as rules of a report. */
const RULES = {
  'database/breaking': rule(
    'error',
    'Tables and columns are as they were imported.',
    'Calls of their tools fail, or results differ.',
  ),
  'database/changed': rule(
    'warning',
    'Tools are up to date with their tables.',
    'The tools do not show what the database contains.',
  ),
  'database/removed': rule(
    'error',
    'The database has the tables and columns that the tools use.',
    'Calls of these tools fail.',
  ),
  'database/conflict': rule(
    'error',
    'Changes of tables are merged into edited code.',
    'The tool uses the table as it was before.',
  ),
  'database/new': rule(
    'warning',
    'New tables are selected or known.',
    'New tables stay off until they are selected.',
  ),
};

/** Returns the differences between databases and their providers, for the reporters of `validate`. */
export function findingsReport(
  place: ReportPlace,
  updates: readonly TablesUpdate[],
): ValidationReport {
  const findings = updates.flatMap((update) => {
    const { provider, changes, added, removed, conflicts, missing, offered } = update;
    const finding = findingAt(RULES, place, {
      provider,
      path: databaseLockPath(provider),
      findLine: partLine,
    });
    return [
      ...changes.map(({ at: name, table, detail, isBreaking }) =>
        finding(
          isBreaking ? 'database/breaking' : 'database/changed',
          table,
          `${name}: ${detail}`,
          ACCEPT,
        ),
      ),
      ...added.map(({ key, name }) =>
        finding('database/changed', key, `The tool "${name}" is new.`, ACCEPT),
      ),
      ...removed.map(({ key, name }) =>
        finding(
          'database/removed',
          key,
          `The database no longer has what the tool "${name}" uses.`,
          'Delete the tool.',
        ),
      ),
      ...conflicts.map(({ path, line }) => ({
        ...finding(
          'database/conflict',
          path,
          'The table has changed in lines that were edited.',
          CONFLICT,
        ),
        ...findingPlace(place, path, line),
      })),
      ...missing.map(({ key, name }) =>
        finding(
          'database/conflict',
          key,
          `The tool "${name}" has no file of its own.`,
          LOST_FILES_HINT,
        ),
      ),
      ...offered.map((name) =>
        finding(
          'database/new',
          name,
          `The table "${name}" is new.`,
          `Select it with "--tables ${name}".`,
        ),
      ),
    ];
  });
  return sourceReport(
    place,
    RULES,
    updates.map(({ provider }) => provider),
    findings,
  );
}

/** Returns the line of a table or tool in a lock, or the first one. */
function partLine(text: string, name: string): number {
  const starts = ['name', 'key'].map((key) => `{"${key}":${JSON.stringify(name)},`);
  const lines = text.split('\n').map((line) => line.trim());
  const line = lines.findIndex((candidate) => starts.some((start) => candidate.startsWith(start)));
  return Math.max(line, 0) + 1;
}
