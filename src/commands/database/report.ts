import { counted } from '../../model/counted.js';
import type { Table } from '../../database/model.js';
import { userColumns } from '../../database/select.js';
import type { Draft, Skipped } from '../../database/tool.js';
import { section } from '../import/report-section.js';
import type { Answers } from '../option-words.js';

const TABLES_SHOWN = 50;

/** The tables that can be selected. */
export function tableLines({
  tables,
  skipped,
}: {
  tables: readonly Table[];
  skipped: readonly Skipped[];
}): string[] {
  const width = Math.max(0, ...tables.slice(0, TABLES_SHOWN).map(({ name }) => name.length));
  const more = tables.length - TABLES_SHOWN;
  return [
    `Tables (${tables.length}):`,
    ...tables.slice(0, TABLES_SHOWN).map((table) => {
      const [user] = userColumns([table]);
      const { name, columns, isView, key } = table;
      const facts = [
        counted(columns.length, 'column'),
        ...(isView ? ['view'] : key.length > 0 ? [`key ${key.map(shown).join(', ')}`] : ['no key']),
        ...(user ? [`user column ${user.name}`] : []),
      ];
      return `  ${name.padEnd(width)}  ${facts.join('; ')}`;
    }),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...section('Not importable', skipped.map(skippedLine)),
  ];
}

/** What became of the tables, for people. */
export function reportLines(
  name: string,
  { drafts, tables, skipped, functions }: DatabaseReport,
): string[] {
  return [
    `${name}: ${counted(drafts.length, 'tool')} from ${counted(tables.length, 'table')}.`,
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
  functions: readonly OfferedFunction[];
}

/** A function that is not imported. */
export interface OfferedFunction {
  name: string;
  /** Adds a tool that calls it; absent where no statement that reads can. */
  command?: string;
}

/** The import without its tools, for programs. */
export const reportJson = ({ tables, skipped, functions }: DatabaseReport) => ({
  tables: tables.map(({ name }) => name),
  skipped,
  functions,
});

const skippedLine = ({ at, reason }: Skipped) => `${shown(at)}: ${reason}`;

/** Names of a database can contain anything, also what a terminal executes. */
const shown = (name: string) => (/[\p{C}]/u.test(name) ? JSON.stringify(name) : name);

/** A name in a list: a comma would end it. */
const pattern = (name: string) => name.replaceAll(',', '*');

/** Answers that import the same tables. `url` contains no login. */
export const databaseAnswers = (
  url: string,
  tables: readonly string[],
  {
    users,
    userColumn,
    sharedTables,
  }: { users: string; userColumn?: string; sharedTables: readonly string[] },
): Answers['values'] => ({
  fromDatabase: url,
  tables: tables.map(pattern).join(','),
  users: users === 'parameter' ? undefined : users,
  userColumn,
  sharedTables: sharedTables.length === 0 ? undefined : sharedTables.map(pattern).join(','),
});
