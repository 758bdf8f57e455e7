import type { Dialect, Draft, Scope, Skipped, Table } from '../../database/model.js';
import { pluralize } from '../../model/counted.js';
import { section } from '../report.js';
import type { DatabaseOptions } from './options.js';

/** What became of the tables, for people. */
export function reportLines(
  name: string,
  { drafts, tables, skipped, unserved, functions }: DatabaseReport,
): string[] {
  return [
    `${name}: ${pluralize(drafts.length, 'tool')} from ${pluralize(tables.length, 'table')}.`,
    ...section('Not served', unservedLines(unserved), { count: unserved.length }),
    ...section('Skipped', skipped.map(skippedLine)),
    ...section(
      'Functions',
      functions.map(({ name, command }) => (command === undefined ? name : `${name}: ${command}`)),
    ),
    ...(functions.length === 0 ? [] : [FUNCTIONS]),
  ];
}

const FUNCTIONS =
  'Functions are not imported: the catalog does not show which rows they read. To call one, add a tool with its command above, or with a statement such as --query "select total(:id)".';

export interface DatabaseReport {
  drafts: readonly Draft[];
  tables: readonly Table[];
  skipped: readonly Skipped[];
  unserved: readonly Skipped[];
  functions: readonly OfferedFunction[];
}

/** A function that is not imported. */
export interface OfferedFunction {
  name: string;
  /** Adds a tool that calls it; absent where no statement that reads can. */
  command?: string;
}

/** The import without its tools, for programs. */
export const reportJson = ({ tables, skipped, unserved, functions }: DatabaseReport) => ({
  tables: tables.map(({ name }) => name),
  unserved,
  skipped,
  functions,
});

/** Tables that are not served, a line for each reason. */
export const unservedLines = (unserved: readonly Skipped[]): string[] =>
  [...new Set(unserved.map(({ reason }) => reason))].map((reason) => {
    const names = unserved.filter((one) => one.reason === reason).map(({ at }) => printable(at));
    return `${names.join(', ')}: ${reason}`;
  });

const skippedLine = ({ at, reason }: Skipped) => `${printable(at)}: ${reason}`;

/** Names of a database can contain anything, also what a terminal executes. */
const printable = (name: string) => (/[\p{C}]/u.test(name) ? JSON.stringify(name) : name);

/** A name in a list: a comma would end it. */
const pattern = (name: string) => name.replaceAll(',', '*');

/** Answers that import the same tables. `url` contains no login. */
export const databaseAnswers = (
  url: string,
  tables: readonly string[],
  { users, userColumn, sharedTables, readOnly, counts }: Scope,
  dialect: Dialect,
): DatabaseOptions => ({
  fromDatabase: url,
  tables: tables.map(pattern).join(','),
  users: users === 'parameter' ? undefined : users,
  userColumn,
  sharedTables: sharedTables.length === 0 ? undefined : sharedTables.map(pattern).join(','),
  allowChanges: Boolean(readOnly) === (dialect === 'sqlite') ? undefined : !readOnly,
  counts,
});
