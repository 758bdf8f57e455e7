import { localPrincipal } from '../../../runtime/src/identity/principal.js';
import { MAX_TOOLS } from '../../../runtime/src/utils/client-limits.js';
import { databaseLockText } from '../../database/catalog-lock.js';
import { quoteIdentifier } from '../../database/identifiers.js';
import { schemaResource } from '../../database/import.js';
import {
  type DatabaseCatalog,
  type DatabaseDraft,
  type Dialect,
  keyAction,
  keyTable,
  type Routine,
  type Table,
  type TableScope,
} from '../../database/model.js';
import { routineTool } from '../../database/routine-tool.js';
import { userColumns, userIdFault } from '../../database/scope.js';
import { countRows } from '../../database/sqlite.js';
import { withCases } from '../../database/test-cases.js';
import { testData } from '../../database/test-data.js';
import { TestRows } from '../../database/test-rows.js';
import { typeFamily } from '../../database/types.js';
import { type DatabaseTarget, isVariable, shownTarget, urlFrom } from '../../database/url.js';
import { kinds } from '../../kinds/register.gen.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { noTableServed, ownersUnclear } from '../../model/errors/database.js';
import type { ReviewRow } from '../../model/kind.js';
import { screamingCase } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import type { ProviderSpec } from '../../model/spec.js';
import { pluralize } from '../../model/text/pluralize.js';
import { shellWords } from '../../model/text/shell-words.js';
import { checkAdditions, checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import { bareValue } from '../../spec/located-problems.js';
import { toolsToFlags } from '../../spec/to-flags.js';
import type { FirstCall, ImportedProvider, ProjectPaths } from '../imported-providers.js';
import { kindsAndStyles } from '../kinds-and-styles.js';
import { nameOfPath } from '../name-of-path.js';
import type { InputOptions } from '../options.js';
import { draftSource } from '../valid-tools.js';
import { databaseLockPath, lockFor } from './lock-file.js';
import {
  databaseAnswers,
  type OfferedFunction,
  reportJson,
  reportLines,
  unservedLines,
} from './report.js';
import { chooseTables, type ServedTables, servedTables } from './selection.js';
import { catalogOf, sourceTarget, textWithLogin } from './target.js';

/**
 * Returns a provider for tables of a database; options such as `--name` have precedence over the
 * catalog.
 * @param askLocalUser asks for the local user's value of the user column
 * @throws CliError `database/…`, `spec/…`
 */
export async function databaseProvider(
  context: CommandContext,
  source: string,
  commandLine: CommandLine<InputOptions>,
  ask: () => Promise<Questions | undefined>,
  askLocalUser: (column: string) => Promise<string> = async () => localPrincipal().userId,
): Promise<ImportedProvider> {
  const { host, ui } = context;
  const text = await textWithLogin(context, source, ask);
  const target = sourceTarget(text, host);
  const databaseCatalog = await catalogOf(context, target);
  const selection = await chooseTables(databaseCatalog, commandLine.options, ask);
  const { scope, exclude } = selection;
  const { userColumn } = scope;
  const localUser =
    userColumn === undefined ? localPrincipal().userId : await askLocalUser(userColumn);
  const { draft } = readFlags(commandLine.ordered, kindsAndStyles);
  const { tools: ownTools, auth, ...texts } = draft;
  const name = texts.name ?? databaseName(target.url);
  const { dialect } = databaseCatalog;
  const served = servedTables(databaseCatalog, selection, { name, kind: kinds.sql });
  const { tables } = served;
  const report = { ...served, functions: offeredFunctions(databaseCatalog, scope, name) };
  if (served.drafts.length === 0) throw noTableServed(unservedLines(served.unserved));
  if (served.drafts.length > MAX_TOOLS && texts.surface !== 'search')
    ui.warn(
      `${served.drafts.length} tools overload most models and clients. Select fewer with "--tables" and "--exclude", or add "--surface search".`,
    );
  for (const warning of userWarnings(tables, scope, dialect)) ui.warn(warning);
  if (commandLine.options.users === undefined) requireClearOwners(context, tables, scope, dialect);
  const rows = new TestRows(tables, dialect, scope);
  const checkedProvider = checkProvider(
    {
      name,
      description: `Tables of the database ${name}.`,
      databaseUrl: target.url,
      ...texts,
      kind: 'sql',
      auth: auth ?? { style: dialect === 'sqlite' ? 'none' : 'login' },
      users: scope.users,
      testData: testData(rows),
      tools: [...report.drafts.map((draft) => withCases(draft, rows)), ...ownTools],
      resources: [schemaResource(name, tables, dialect)],
    },
    kindsAndStyles,
    draftSource(report.drafts.map(({ tool }) => ({ key: tool.name }))),
  );
  const lock = databaseLockText(
    lockFor({ tables, scope, exclude }, report.drafts, databaseCatalog),
  );
  return {
    ...checkedProvider,
    specAt: (place) => specAt(checkedProvider.spec, target, place),
    files: () => [{ path: databaseLockPath(checkedProvider.spec.name), text: lock }],
    lines: [...reportLines(name, report, scope), ...loginLines(name, text, target)],
    reviewRows: () => databaseConsequences(served, { ...scope, localUser }, dialect),
    firstCall: () => firstCall(report.drafts, tables, { ...scope, localUser }, target),
    localUser,
    credentials: storedLogin(checkedProvider.spec, target),
    report: reportJson(report),
    answers: databaseAnswers(
      shownTarget(text, target),
      tables.map((table) => table.name),
      scope,
    ),
  };
}

/** Requires an answer about rows that seem to belong to users, before all users get all of them. @throws CliError `database/users-unclear` */
function requireClearOwners(
  { ui, flags }: CommandContext,
  tables: readonly Table[],
  { users }: TableScope,
  dialect: Dialect,
): void {
  const owner = userColumns(tables, dialect).find(({ isNamed }) => isNamed);
  const isAsked = ui.interactive && !flags.yes;
  if (owner && !isAsked && users === 'shared') throw ownersUnclear(owner.name);
}

/** Returns the spec with file URLs relative to the project, unless an option states another URL. */
function specAt(spec: ProviderSpec, target: DatabaseTarget, { root }: ProjectPaths): ProviderSpec {
  const { databaseUrl } = spec as ProviderSpec & { databaseUrl: string };
  const importedSpec: ProviderSpec = { ...spec, origin: { kind: 'database' } };
  return databaseUrl === target.url
    ? ({ ...importedSpec, databaseUrl: urlFrom(target, root) } as ProviderSpec)
    : importedSpec;
}

/** Returns a provider name from a URL: `postgres://db.acme.dev/acme-shop` → `acme_shop`. */
const databaseName = (url: string): string =>
  nameOfPath(url.startsWith('sqlite:') ? url : decodeURIComponent(new URL(url).pathname), 'db');

/** Returns the login for the store; undefined if the server signs in otherwise. */
const storedLogin = ({ auth }: ProviderSpec, { login }: DatabaseTarget) =>
  auth.style === 'login' && login.username !== undefined && login.password !== undefined
    ? { username: login.username, password: login.password }
    : undefined;

/** Returns lines about the login. An entered password is only for this import. */
function loginLines(name: string, text: string, { login }: DatabaseTarget): string[] {
  if (login.password === undefined || isVariable(text)) return [];
  const NAME = screamingCase(name);
  return [
    `The password was used to read the catalog, and is in no file of the project. The server reads ${NAME}_USERNAME and ${NAME}_PASSWORD, or asks each user.`,
  ];
}

/** Returns warnings about policies to check, and about a user column that cannot contain the ID of a user. */
function userWarnings(
  tables: readonly Table[],
  { users, userColumn }: TableScope,
  dialect: Dialect,
): string[] {
  const unclear = tables.filter(({ policies }) => policies === 'other');
  const warnings = unclear.map(({ name, isView }) =>
    isView
      ? `View "${name}" calls functions, or some policies of its tables do not read current_setting('app.user_id'). Check that each user reads only their own rows.`
      : `Some policies of "${name}" do not read current_setting('app.user_id'), or a column has a nondeterministic collation. Check that each user reads only their own rows.`,
  );
  if (users === 'policies' && userColumn === undefined)
    warnings.push(
      'Without "--user-column", the user is an argument of tools that insert rows, and the generated tests have no policies.',
    );
  if (users === 'shared' || userColumn === undefined) return warnings;
  const mismatches = tables
    .flatMap(({ columns }) => columns.filter((column) => column.name === userColumn))
    .map((column) => userIdFault(column, dialect))
    .find((reason) => reason !== undefined);
  return mismatches === undefined
    ? warnings
    : [
        ...warnings,
        `"${userColumn}" is ${mismatches}. The tests fail until "userOf" in api/database.ts converts the ID of a user, and the test data has such values instead of :alice and :bob.`,
      ];
}

/** Maximum number of tables that are listed one by one. */
const MAX_TABLES = 6;

/**
 * Returns the rows of the summary about a database: which tables are served, whose rows, and which
 * tables are not served.
 */
function databaseConsequences(
  { tables, drafts, unserved }: ServedTables,
  { users, userColumn, sharedTables, localUser }: TableScope & { localUser: string },
  dialect: Dialect,
): ReviewRow[] {
  const width = Math.max(...tables.map(({ name }) => name.length));
  const rows = tables.slice(0, MAX_TABLES).map(({ name, key, isView, columns }) => {
    const actions = drafts
      .filter((draft) => keyTable(draft.key) === name)
      .map(({ key }) => keyAction(key));
    const omittedColumns = columns.filter(
      (column) => column.hidden || typeFamily(column, dialect) === 'unreadable',
    );
    const notes = [
      ...(key.length === 0 && !isView ? ['no primary key'] : []),
      ...(omittedColumns.length > 0
        ? [`without ${omittedColumns.map((column) => column.name).join(', ')}`]
        : []),
    ];
    return [name.padEnd(width), actions.join(', '), ...notes].join('   ');
  });
  const omittedCount = tables.length - MAX_TABLES;
  const ownership =
    users === 'shared'
      ? 'all, for every user'
      : users === 'policies'
        ? 'those that policies allow'
        : `those with the ID of the user in "${userColumn}": here, "${localUser}"`;
  const sharedNote = sharedTables.length === 0 ? '' : `; all of ${sharedTables.join(', ')}`;
  return [
    ...column('Tables', [...rows, ...(omittedCount > 0 ? [`${omittedCount} more`] : [])]),
    { label: 'Rows', text: `${ownership}${sharedNote}` },
    ...column('Not served', unservedLines(unserved)),
  ];
}

const column = (label: string, texts: readonly string[]): ReviewRow[] =>
  texts.map((text, index) => ({ label: index === 0 ? label : '', text }));

/**
 * Returns the functions of a database with the commands that add tools for them. A person has to
 * decide, because only the author knows what a function does.
 */
const offeredFunctions = (
  { functions, dialect }: DatabaseCatalog,
  scope: TableScope,
  provider: string,
): OfferedFunction[] =>
  functions.map((routine) => {
    const name = routine.path.join('.');
    const flags = routine.takes && routineFlags(routine, dialect, scope, provider);
    if (!flags) return { name };
    const command = ['npx', 'mcp-provider', 'add-tool', '--provider', provider, ...flags];
    return { name, command: shellWords(command) };
  });

/** Returns options that state the tool; undefined if options cannot. */
function routineFlags(
  routine: Routine,
  dialect: DatabaseCatalog['dialect'],
  scope: TableScope,
  name: string,
): string[] | undefined {
  try {
    const tool = routineTool(routine, dialect, scope);
    const { tools } = checkAdditions({ tools: [tool] }, { name, kind: kinds.sql }, bareValue).spec;
    return toolsToFlags(tools, kinds.sql);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

/**
 * Returns the list of the first table; for a file, of the first one that has rows. Rows of a server
 * are not counted.
 */
export function firstCall(
  drafts: readonly DatabaseDraft[],
  tables: readonly Table[],
  { users, userColumn, localUser }: TableScope & { localUser: string },
  target: DatabaseTarget,
): FirstCall | undefined {
  const isFile = target.dialect === 'sqlite';
  const counts = drafts.flatMap(({ key, tool }) => {
    const table = tables.find(({ name }) => name === keyTable(key));
    return key.endsWith('.list') && table
      ? [
          {
            tool,
            table,
            rows: isFile ? countRows(target, quoteIdentifier(table.name, 'sqlite')) : undefined,
          },
        ]
      : [];
  });
  const isOwn = ({ columns }: Table) =>
    users === 'parameter' && columns.some(({ name }) => name === userColumn);
  const [first] = counts.toSorted(
    (left, right) =>
      Number(right.rows !== 0) - Number(left.rows !== 0) ||
      Number(isOwn(right.table)) - Number(isOwn(left.table)),
  );
  if (!first) return undefined;
  const { tool, table, rows } = first;
  return {
    tool: tool.name,
    args: {},
    ...(!isFile && { isRemote: true }),
    summary(result) {
      const [list] = Object.values(result as Readonly<Record<string, unknown[]>>);
      const returnedCount = list?.length ?? 0;
      const countText = `returned ${rows === undefined ? '' : `${returnedCount} of `}${pluralize(rows ?? returnedCount, 'row')}`;
      return returnedCount === 0 && rows !== 0 && isOwn(table)
        ? `${countText}: none has ${userColumn} = "${localUser}". For the rows of another user, write MCP_LOCAL_USER=ID to .env.`
        : countText;
    },
  };
}
