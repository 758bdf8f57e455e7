import type { CommandOption, GivenArguments } from '../../model/command.js';

const group = 'Database';
const needs = ['--from', '--from-database'];

/** Options of every command that imports tables. */
export const databaseOptions: readonly CommandOption[] = [
  {
    flags: '--from-database <url>',
    description: 'database with tables to import: a URL, or env:NAME for one in the environment',
    group,
  },
  {
    flags: '--tables <names>',
    description: 'only these tables, separated by commas: "orders,sales_*"',
    needs,
    group,
  },
  {
    flags: '--allow-changes',
    description: 'tools also insert, update and delete; the default for database servers only',
    negatable: true,
    needs,
    group,
  },
  {
    flags: '--user-column <name>',
    description: 'the column that contains the user',
    needs,
    excludes: ['--users shared'],
    group,
  },
  {
    flags: '--shared-tables <names>',
    description:
      'tables that all users may read, because no user column or policy separates their rows',
    needs,
    excludes: ['--users shared'],
    group,
  },
  {
    flags: '--users <mode>',
    description: 'how users are limited to their own rows',
    choices: ['parameter', 'policies', 'shared'],
    default: 'parameter',
    needs,
    group,
  },
];

/** Whether options state how users are limited to their own rows. */
export const statesUsers = ({ users, userColumn }: GivenArguments['values']): boolean =>
  userColumn !== undefined || users === 'shared' || users === 'policies';

/** `a,b` */
export const namesIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
