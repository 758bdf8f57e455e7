import { CliError } from './cli-error.js';

const FORMS =
  'Use "postgres://USER:PASSWORD@HOST/DATABASE", "mysql://…", "sqlite:FILE", or "env:DATABASE_URL" for an environment variable. Percent-encode special characters of the password, or omit it: a terminal asks for it. Parameters are "sslmode", "sslrootcert" and, for a Unix socket, "host" (PostgreSQL: the folder) or "socketPath" (MySQL: the file).';

export const databaseUrlInvalid = () =>
  new CliError('database/url', 'The URL of the database is invalid.', FORMS);

export const databaseSchemeMissing = (file: string) =>
  new CliError(
    'database/url',
    `"${file}" is a path, not a URL of a database.`,
    `Use "sqlite:${file}".`,
  );

/** @param completeUrl without a login, with a placeholder */
export const databaseNameMissing = (completeUrl: string) =>
  new CliError('database/url', 'The URL has no name of a database.', `Add it: "${completeUrl}".`);

export const databaseParameterUnknown = (name: string) =>
  new CliError(
    'database/url',
    `The URL of the database has the unknown parameter "${name}".`,
    FORMS,
  );

export const databaseUrlMissing = (variable: string) =>
  variable === ''
    ? new CliError('database/url', 'The URL of the database is empty.', FORMS)
    : new CliError(
        'database/url',
        `Environment variable "${variable}" is not set.`,
        `Set "${variable}" to the URL of the database.`,
      );

/** @param reason a sentence without values of the database */
export const databaseUnreadable = (url: string, reason: string, cause: unknown) =>
  new CliError(
    'database/unreadable',
    `Cannot read the catalog of "${url}". ${reason}`,
    url.startsWith('sqlite:')
      ? 'Check that the file is a SQLite database, and that you may read it.'
      : 'Check host, database, user name, password and certificate ("sslrootcert"), and whether the login may read the tables.',
    { cause },
  );

/** @param reason the database's message about the statement */
export const statementRefused = (statement: string, reason: string) =>
  new CliError(
    'database/statement',
    `The database rejects "${statement}": ${reason.replace(/\.?$/, '.')}`,
    'Correct the statement, or create what it refers to in the database.',
  );

/** @param reason a sentence */
export const statementUnchecked = (reason: string) =>
  new CliError('database/unchecked', reason, '');

/** Returns the error for a failure before a connection was established. */
export const databaseUnreachable = (
  { sentence, remedy }: { sentence: string; remedy: string },
  cause: unknown,
) => new CliError('database/unreadable', sentence, remedy, { cause });

/**
 * @param username of the URL or the environment; the password is always missing
 * @param variables environment variables of the user name and the password, if they are not in the URL
 */
export const databaseLoginMissing = (
  url: string,
  username: string | undefined,
  variables: readonly [string, string] | undefined,
  cause: unknown,
) => {
  const isKnown = username !== undefined;
  const urlWithLogin = url.replace(
    '//',
    () => `//${isKnown ? encodeURIComponent(username) : 'USER'}:PASSWORD@`,
  );
  return new CliError(
    'database/login',
    `"${url}" requires ${isKnown ? `the password of "${username}"` : 'a user name and a password'}.`,
    variables
      ? `Set "${variables.slice(isKnown ? 1 : 0).join('" and "')}" in the environment or .env. The import does not use the credentials of "sign-in".`
      : `Set an environment variable, such as DATABASE_URL, to "${urlWithLogin}", and enter "env:DATABASE_URL": so the password is neither shown nor in a history.`,
    { cause },
  );
};

export const databaseFileMissing = (file: string) =>
  new CliError('database/unreadable', `File "${file}" cannot be opened.`, 'Check the path.');

export const databaseDump = (file: string) =>
  new CliError(
    'database/dump',
    `"${file}" is a dump, and tables are imported from a running database.`,
    `Start one from the dump: docker run --rm -d -e POSTGRES_HOST_AUTH_METHOD=trust -p 127.0.0.1:5433:5432 -v "$PWD/${file}:/docker-entrypoint-initdb.d/dump.sql" postgres. Then import from "postgres://postgres@127.0.0.1:5433/postgres", with "--database-url" for the database of the server. For SQLite: sqlite3 shop.db < "${file}".`,
  );

export const databaseTooLarge = (url: string, maximum: number) =>
  new CliError(
    'database/too-large',
    `"${url}" has more than ${maximum.toLocaleString('en')} columns.`,
    'Use a login that may read only the tables to import.',
  );

export const sqliteUnavailable = () =>
  new CliError(
    'database/driver',
    'This version of Node.js cannot read SQLite.',
    'Use Node.js 22.13 or newer, or run "npm install --no-save libsql" in this directory.',
  );

export const databaseEmpty = (isFile: boolean) =>
  isFile
    ? new CliError('database/tables', 'The database has no tables.', 'Check the path of the file.')
    : new CliError(
        'database/tables',
        'The database has no tables that the login may read.',
        'Check the database in the URL and the privileges of the login.',
      );

export const tablesRequired = (names: readonly string[]) =>
  new CliError(
    'database/tables',
    `The database has ${names.length.toLocaleString('en')} tables: ${listOfNames(names)}. No files were changed.`,
    'Name those to serve, such as --tables "orders,customers" or --tables "sales_*".',
  );

export const noTable = (pattern: string, nearest: string | undefined) =>
  new CliError(
    'database/no-table',
    `No table matches "${pattern}".`,
    nearest === undefined
      ? 'Name tables of the database, such as --tables "orders,customers" or --tables "sales_*".'
      : `Did you mean "${nearest}"?`,
  );

export const notImportable = ({ part, reason }: { part: string; reason: string }) =>
  new CliError('database/no-table', `"${part}" cannot be imported.`, reason);

export const userColumnRequired = (names: readonly string[]) =>
  new CliError(
    'database/users',
    'The import requires "--user-column" or "--users". No files were changed.',
    names.length === 0
      ? 'Name the column that contains the user with "--user-column", or add "--users shared" if all users have the same rows.'
      : `Add ${names.map((name) => `"--user-column ${name}"`).join(' or ')}, or "--users shared" if all users have the same rows.`,
  );

/** Returns the error for a missing decision, without which every user could read the rows of all others. */
export const ownersUnclear = (column: string) =>
  new CliError(
    'database/users-unclear',
    `Column "${column}" looks like the owner of a row, and every user would get all rows. No files were changed.`,
    `Add "--user-column ${column}" to limit users to their own rows, or "--users shared" if all users may read all rows.`,
    {
      next: (repeatCommand) =>
        `${repeatCommand('--user-column', column)}\n# If all users may read all rows: ${repeatCommand('--users', 'shared').replace(/^# /, '')}`,
    },
  );

export const noUserColumn = (name: string, nearest: string | undefined) =>
  new CliError(
    'database/users',
    `No selected table has a column "${name}".`,
    nearest === undefined
      ? 'Name the column that contains the user.'
      : `Did you mean "${nearest}"?`,
  );

export const unscopedTables = (tables: readonly string[], column: string) =>
  new CliError(
    'database/users',
    `${listOfNames(tables)} ${tables.length === 1 ? 'has' : 'have'} no column "${column}", so every user could read and change all of ${tables.length === 1 ? 'its' : 'their'} rows. No files were changed.`,
    `Add --shared-tables "${tables.join(',')}" if all users may read the same rows, or select other tables.`,
  );

/** @param reasons sentences that begin with the name of a table */
export const inexactUserColumn = (reasons: readonly string[]) =>
  new CliError(
    'database/users',
    ['The user column does not tell users apart. No files were changed.', ...reasons].join('\n'),
    'Correct the column or its privileges, or select other tables.',
  );

/** @param reasons sentences that begin with the name of a table @param tables their names */
export const unprotectedTables = (reasons: readonly string[], tables: readonly string[]) =>
  new CliError(
    'database/users',
    ['Policies do not limit users to their own rows. No files were changed.', ...reasons].join(
      '\n',
    ),
    `Import with the login of the server, which must not be a superuser or have BYPASSRLS. Execute "alter table … enable row level security" (and "force row level security" if the login owns the table), and create policies that read current_setting('app.user_id'). Add --shared-tables "${tables.join(',')}" if all users may read the same rows.`,
  );

export const policiesNeedPostgres = () =>
  new CliError(
    'database/users',
    '"--users policies" requires PostgreSQL.',
    'Name the column that contains the user with "--user-column".',
  );

/** @param reasons why each table is not served */
export const noTableServed = (reasons: readonly string[]) =>
  new CliError(
    'database/no-tools',
    ['No table can be served. No files were changed.', ...reasons].join('\n'),
    'Create a view with columns that tools can read, name tables that all users may read with "--shared-tables", or write the statements yourself: "create" and "add-provider" take "--kind sql".',
  );

export const databaseLockInvalid = (file: string) =>
  new CliError(
    'database/lock',
    `"${file}" is not a valid lock file.`,
    'Restore it from version control: the import compares the database with it.',
  );

export const nothingFromDatabase = () =>
  new CliError(
    'database/nothing-imported',
    'No provider of this project was imported from a database.',
    'Import one: "npx mcp-provider import database URL --tables TABLES".',
  );

export const oneDatabase = () =>
  new CliError(
    'database/url',
    '"import database" requires one URL.',
    'Quote the URL: shells treat "&" and "?" in special ways.',
  );

export const databaseUnknown = (provider: string) =>
  new CliError(
    'database/unknown',
    `"${provider}" has no "database_url" in provider-config.yaml.`,
    `Name the database: "npx mcp-provider import database URL --name ${provider}".`,
  );

export const scopeIsFixed = (option: string, provider: string) =>
  new CliError(
    'database/users',
    `"${option}" cannot be changed for "${provider}", whose statements limit users in another way.`,
    'Omit the option, or import the tables as another provider with "--name".',
  );

const MAX_SHOWN = 5;

const listOfNames = (names: readonly string[]): string => {
  const omittedCount = names.length - MAX_SHOWN;
  const quotedNames = names.slice(0, MAX_SHOWN).map((name) => `"${name}"`);
  return omittedCount > 0
    ? `${quotedNames.join(', ')} and ${omittedCount} more`
    : quotedNames.join(', ');
};
