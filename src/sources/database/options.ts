import type { OptionValues } from '../../model/command.js';
import { withEach } from '../../options/common-options.js';

/** Options about which parts of a database are imported, and for whom. */
const options = withEach({ sources: ['database'] }, [
  {
    flags: '--tables <names>',
    description: 'only these tables, separated by commas: "orders,sales_*"',
  },
  {
    flags: '--allow-changes',
    description: 'tools also insert, update and delete; by default, they only read',
    negatable: true,
    sources: ['database', 'folder', 'bucket'],
  },
  { flags: '--counts', description: 'beside each list, a tool that counts its rows' },
  {
    flags: '--user-column <name>',
    description: 'the column that contains the user',
    excludes: ['--users shared'],
  },
  {
    flags: '--shared-tables <names>',
    description:
      'tables that all users may read, because no user column or policy separates their rows',
    excludes: ['--users shared'],
  },
  {
    flags: '--users <mode>',
    description: 'how users are limited to their own rows',
    choices: ['parameter', 'policies', 'shared'],
    default: 'parameter',
  },
]);

/** Options of every command that imports tables. */
export const databaseOptions = withEach({ group: 'Database' }, [
  {
    flags: '--from-database <url>',
    description: 'database with tables to import: a URL, or env:NAME for one in the environment',
  },
  ...options,
]);

export type DatabaseOptions = OptionValues<typeof databaseOptions>;

/** Returns whether options state how users are limited to their own rows. */
export const statesUsers = ({ users, userColumn }: DatabaseOptions): boolean =>
  userColumn !== undefined || users === 'shared' || users === 'policies';

/** Returns the names in a list such as `a,b`. */
export const namesIn = (text = ''): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
