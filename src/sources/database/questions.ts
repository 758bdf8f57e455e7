import { localPrincipal } from '../../../runtime/src/identity/principal.js';
import type { DatabaseCatalog, Table, TableScope } from '../../database/model.js';
import { type UserColumn, userColumns, whyUnprotected } from '../../database/scope.js';
import type { Host } from '../../model/host.js';
import type { Questions } from '../../model/questions.js';
import { pluralize } from '../../model/text/pluralize.js';

/** Asks for the tables to import; by default all that can be imported. @param isLarge whether these are too many */
export const askTables = (
  questions: Questions,
  tables: readonly Table[],
  isLarge: boolean,
): Promise<string[]> =>
  questions.chooseSeveral({
    key: 'tables',
    message: 'Tables',
    choices: tables.map(({ name, columns, comment = '', isView }) => ({
      value: name,
      label: name,
      hint: [
        ...(isView ? ['view'] : []),
        pluralize(columns.length, 'column'),
        ...(comment === '' ? [] : [comment]),
      ].join(', '),
    })),
    initial: isLarge ? [] : tables.map(({ name }) => name),
    isDerived: !isLarge,
    change: 'Change the tables',
    check: ({ length }) => (length === 0 ? 'Choose at least one.' : undefined),
  });

/** Maximum number of columns that look like user columns but cannot be used; users see the reason. */
const MAX_SHOWN_MISFITS = 3;
const REFERENCE_NAME = /_id$|[a-z]I[dD]$/;

/**
 * Asks which rows a user sees: those with the user in a column, those that policies allow, or all.
 * A file belongs to the person who runs the server.
 */
export async function askScope(
  questions: Questions,
  tables: readonly Table[],
  { dialect }: Pick<DatabaseCatalog, 'dialect'>,
): Promise<Pick<TableScope, 'users' | 'userColumn'>> {
  const columns = userColumns(tables, dialect);
  const usableColumns = columns.filter(({ misfit }) => misfit === undefined);
  const likelyColumns = usableColumns.filter(({ isNamed }) => isNamed);
  const otherColumns = usableColumns.filter(({ isNamed }) => !isNamed);
  const misfits = columns.filter(
    ({ name, isNamed, misfit }) => misfit !== undefined && (isNamed || REFERENCE_NAME.test(name)),
  );
  const protectedTables = tables.filter(({ policies }) =>
    ['user', 'other'].includes(policies ?? ''),
  );
  const column = ({ name, type, count }: UserColumn) => ({
    value: `column ${name}`,
    label: `Rows with their ID in "${name}"`,
    hint: `${type}, in ${count} of ${pluralize(tables.length, 'table')}`,
  });
  // Without a policy, no table is served by policies; where rows look owned, Enter alone must not show them to all.
  const looksOwned = misfits.some(({ isNamed }) => isNamed);
  const isUnowned = protectedTables.length === 0 && !looksOwned;
  const shared = { value: 'shared', label: 'All rows', hint: 'all users see the same' };
  const answer = await questions.choose({
    key: 'users',
    message: 'Whose rows may a user see?',
    ...(dialect === 'sqlite' && { initial: 'shared', isDerived: true }),
    choices: [
      ...likelyColumns.map(column),
      ...(isUnowned ? [shared] : []),
      ...(dialect === 'postgres'
        ? [
            {
              value: 'policies',
              label: 'Rows that policies allow',
              hint: `row-level security: on in ${protectedTables.length} of ${pluralize(tables.length, 'table')}`,
            },
          ]
        : []),
      ...(isUnowned ? [] : [shared]),
      ...(otherColumns.length > 0
        ? [{ value: 'another', label: 'Rows with their ID in another column' }]
        : []),
      ...misfits.slice(0, MAX_SHOWN_MISFITS).map(({ name, misfit = '' }) => ({
        value: `misfit ${name}`,
        label: `"${name}"`,
        hint: misfit,
        isDisabled: true,
      })),
    ],
  });
  if (answer === 'shared') return { users: 'shared' };
  if (answer === 'policies') return { users: 'policies' };
  const name =
    answer === 'another'
      ? await questions.choose({
          key: 'userColumn',
          message: 'Which column contains the ID of the user?',
          choices: otherColumns.map(({ name: value, ...rest }) => ({
            ...column({ name: value, ...rest }),
            value,
            label: value,
          })),
        })
      : answer.slice('column '.length);
  return { users: 'parameter', userColumn: name };
}

/** Asks for the local user's value of the user column; by default, the name of their account. */
export const askUser = (
  questions: Questions,
  column: string,
  { USER, USERNAME }: Host['env'],
): Promise<string> =>
  questions.text({
    key: `localUser[${column}]`,
    message: `Your ID in "${column}", for calls on this computer`,
    initial: USER || USERNAME || localPrincipal().userId,
    isDerived: true,
    change: `Change your ID in "${column}"`,
    check: (text) =>
      /^[^\p{Cc}"'`$\\]+$/u.test(text) ? undefined : 'Enter the ID, without quotes, "$" and "\\".',
  });

/** Asks which tables without the user column or policies all users may read; the others are not served. */
export const askShared = (
  questions: Questions,
  tables: readonly Table[],
  { users, userColumn }: Pick<TableScope, 'users' | 'userColumn'>,
): Promise<string[]> =>
  questions.chooseSeveral({
    key: `sharedTables[${userColumn ?? users}]`,
    message: `Tables without ${users === 'policies' ? 'policies' : `"${userColumn}"`} that all users may read`,
    choices: tables.map((table) => ({
      value: table.name,
      label: table.name,
      ...(users === 'policies' && { hint: whyUnprotected(table) }),
    })),
    initial: [],
    isDerived: true,
    change: 'Let all users read other tables',
  });

/** Asks whether tools change rows. By default, they only read. */
export const askReadOnly = async (questions: Questions): Promise<boolean> =>
  (await questions.choose({
    key: 'allowChanges',
    message: 'What may tools do?',
    choices: [
      { value: 'read', label: 'Read rows', change: 'Only reading tools' },
      {
        value: 'change',
        label: 'Read and change rows',
        hint: 'updates and deletions ask first',
        change: 'Allow changes',
      },
    ],
    initial: 'read',
    isDerived: true,
  })) === 'read';
