import {
  type DatabaseDraft,
  skippedJson,
  type SkippedPart,
  type Table,
  type TableScope,
} from '../../database/model.js';
import { pluralize } from '../../model/text/pluralize.js';
import { reportSection } from '../report-lines.js';
import type { DatabaseOptions } from './options.js';

/** Returns the lines of the report about imported tables. */
export function reportLines(
  name: string,
  { drafts, tables, skipped, unserved, functions }: DatabaseReport,
  { readOnly }: TableScope,
): string[] {
  return [
    `${name}: ${pluralize(drafts.length, 'tool')} from ${pluralize(tables.length, 'table')}.${readOnly ? ' To insert, update and delete rows, too: --allow-changes.' : ''}`,
    ...reportSection('Not served', unservedLines(unserved), { count: unserved.length }),
    ...reportSection('Skipped', skipped.map(skippedLine)),
    ...reportSection(
      'Functions',
      functions.map(({ name, command }) => (command === undefined ? name : `${name}: ${command}`)),
    ),
    ...(functions.length === 0 ? [] : [FUNCTIONS]),
  ];
}

const FUNCTIONS =
  'Functions are not imported: the catalog does not show which rows they read. To call one, add a tool with its command above, or with a statement such as --query "select total(:id)".';

interface DatabaseReport {
  drafts: readonly DatabaseDraft[];
  tables: readonly Table[];
  skipped: readonly SkippedPart[];
  unserved: readonly SkippedPart[];
  functions: readonly OfferedFunction[];
}

/** A function of the database, for which no tool is imported. */
export interface OfferedFunction {
  name: string;
  /** Command that adds a tool for it; absent if no reading statement can call it. */
  command?: string;
}

/** Returns the report as data, without the tools. */
export const reportJson = ({ tables, skipped, unserved, functions }: DatabaseReport) => ({
  tables: tables.map(({ name }) => name),
  unserved: unserved.map(skippedJson),
  skipped: skipped.map(skippedJson),
  functions,
});

/** Returns lines about tables that are not served, one for each reason. */
export const unservedLines = (unserved: readonly SkippedPart[]): string[] =>
  [...new Set(unserved.map(({ reason }) => reason))].map((reason) => {
    const names = unserved
      .filter((skippedTable) => skippedTable.reason === reason)
      .map(({ part }) => printable(part));
    return `${names.join(', ')}: ${reason}`;
  });

const skippedLine = ({ part, reason }: SkippedPart) => `${printable(part)}: ${reason}`;

/** Escapes a name of the database, which can contain anything, including terminal control sequences. */
const printable = (name: string) => (/[\p{C}]/u.test(name) ? JSON.stringify(name) : name);

/** Returns the pattern for a name in a list, without a comma, which would end it. */
const pattern = (name: string) => name.replaceAll(',', '*');

/** Returns options that import the same tables. `url` contains no login. */
export const databaseAnswers = (
  url: string,
  tables: readonly string[],
  { users, userColumn, sharedTables, readOnly, counts }: TableScope,
): DatabaseOptions => ({
  fromDatabase: url,
  tables: tables.map(pattern).join(','),
  users: users === 'parameter' ? undefined : users,
  userColumn,
  sharedTables: sharedTables.length === 0 ? undefined : sharedTables.map(pattern).join(','),
  allowChanges: readOnly ? undefined : true,
  counts,
});
