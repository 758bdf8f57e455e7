import type { CommandContext, GivenArguments } from '../../model/command.js';
import { noTableServed } from '../../model/errors/database.js';
import { MOST_TOOLS } from '../../../runtime/src/provider/client-limits.js';
import { screamingCase } from '../../model/names.js';
import type { Questions } from '../../model/questions.js';
import type { ProviderSpec } from '../../model/spec.js';
import { kinds } from '../../kinds/register.gen.js';
import { schemaResource } from '../../database/import.js';
import { lockText } from '../../database/lock.js';
import type { Dialect, Scope, Table } from '../../database/model.js';
import { testData } from '../../database/test-data.js';
import { misfit } from '../../database/user-columns.js';
import { isVariable, shownTarget, urlFrom, type DatabaseTarget } from '../../database/url.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import { catalog } from '../catalog.js';
import { nameOfPath } from '../import/name-of-path.js';
import type { ImportedProvider, Place } from '../import/providers.js';
import { lockFor, lockPath } from './lock-file.js';
import { firstCall } from './first-call.js';
import { offeredFunctions } from './functions.js';
import { catalogueOf, sourceTarget } from './catalogue.js';
import { databaseAnswers, reportJson, reportLines, unservedLines } from './report.js';
import { chosenTables } from './selection.js';
import { servedTables } from './served-tables.js';
import { databaseConsequences } from './consequences.js';

/**
 * A provider for tables of a database; options such as `--name` take precedence over the catalog.
 * @throws CliError `database/…`, `spec/…`
 */
export async function databaseProvider(
  context: CommandContext,
  text: string,
  given: GivenArguments,
  ask: () => Promise<Questions | undefined>,
): Promise<ImportedProvider> {
  const { host, ui } = context;
  const target = sourceTarget(text, host);
  const catalogue = await catalogueOf(context, target);
  const chosen = await chosenTables(catalogue, given, ask);
  const { scope, exclude } = chosen;
  const { draft } = readFlags(given.ordered, catalog);
  const { tools: own, auth, ...texts } = draft;
  const name = texts.name ?? nameOf(target.url);
  const { dialect } = catalogue;
  const served = servedTables(catalogue, chosen, { name, kind: kinds.sql });
  const { tables } = served;
  const report = { ...served, functions: offeredFunctions(catalogue, scope, name) };
  if (report.drafts.length === 0) throw noTableServed(unservedLines(served.unserved));
  if (report.drafts.length > MOST_TOOLS && texts.surface !== 'search')
    ui.warn(
      `${report.drafts.length} tools overload most models and clients. Select fewer with "--tables" and "--exclude", or add "--surface search".`,
    );
  for (const warning of userWarnings(tables, scope, dialect)) ui.warn(warning);
  const checked = checkProvider(
    {
      name,
      description: `Tables of the database ${name}.`,
      databaseUrl: target.url,
      ...texts,
      kind: 'sql',
      auth: auth ?? { style: dialect === 'sqlite' ? 'none' : 'login' },
      users: scope.users,
      testData: testData(tables, dialect, scope),
      tools: [...report.drafts.map(({ tool }) => tool), ...own],
      resources: [schemaResource(name, tables)],
    },
    catalog,
  );
  const lock = lockText(lockFor({ tables, scope, exclude }, report.drafts, catalogue));
  return {
    ...checked,
    specAt: (place) => specAt(checked.spec, target, place),
    files: () => [{ path: lockPath(checked.spec.name), text: lock }],
    lines: [...reportLines(name, report), ...loginLines(name, text, target)],
    tells: () => databaseConsequences(served, scope),
    firstCall: () => firstCall(report.drafts, tables, scope, target),
    report: reportJson(report),
    answers: databaseAnswers(
      shownTarget(text, target),
      tables.map((table) => table.name),
      scope,
      dialect,
    ),
  };
}

/** Paths in the URL start in the project, unless an option states another URL. */
function specAt(spec: ProviderSpec, target: DatabaseTarget, { root }: Place): ProviderSpec {
  const { databaseUrl } = spec as ProviderSpec & { databaseUrl: string };
  const imported: ProviderSpec = { ...spec, origin: { kind: 'database' } };
  return databaseUrl === target.url
    ? ({ ...imported, databaseUrl: urlFrom(target, root) } as ProviderSpec)
    : imported;
}

/** `postgres://db.acme.dev/acme-shop` → `acme_shop` */
const nameOf = (url: string): string =>
  nameOfPath(url.startsWith('sqlite:') ? url : decodeURIComponent(new URL(url).pathname), 'db');

/** A password that was typed is for this import alone. */
function loginLines(name: string, text: string, { login }: DatabaseTarget): string[] {
  if (login.password === undefined || isVariable(text)) return [];
  const NAME = screamingCase(name);
  return [
    `The password was used to read the catalog, and is written nowhere. The server reads ${NAME}_USERNAME and ${NAME}_PASSWORD, or asks each user.`,
  ];
}

/** Policies to check, and a user column that cannot contain the ID of a user. */
function userWarnings(
  tables: readonly Table[],
  { users, userColumn }: Scope,
  dialect: Dialect,
): string[] {
  const unclear = tables.filter(({ policies }) => policies === 'other');
  const warnings = unclear.map(({ name, isView }) =>
    isView
      ? `View "${name}" calls functions, or some policies of its tables do not read current_setting('app.user_id'). Check that each user reads only their own rows.`
      : `Some policies of "${name}" do not read current_setting('app.user_id'). Check that each user reads only their own rows.`,
  );
  if (users === 'policies' && userColumn === undefined)
    warnings.push(
      'Without "--user-column", the user is an argument of tools that insert rows, and the generated tests have no policies.',
    );
  if (users === 'shared' || userColumn === undefined) return warnings;
  const wrong = tables
    .flatMap(({ columns }) => columns.filter((column) => column.name === userColumn))
    .map((column) => misfit(column, dialect))
    .find((reason) => reason !== undefined);
  return wrong === undefined
    ? warnings
    : [
        ...warnings,
        `"${userColumn}" is ${wrong}. The tests fail until "userOf" in api/database.ts converts the ID of a user, and the test data has such values instead of :alice and :bob.`,
      ];
}
