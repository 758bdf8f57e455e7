import type { Questions } from '../../model/questions.js';
import type { Catalogue, Scope, Table } from '../../database/model.js';
import { unprotected } from '../../database/scope.js';
import { userColumns } from '../../database/select.js';

/** The tables to import. */
export const askTables = (questions: Questions, tables: readonly Table[]): Promise<string[]> =>
  questions.chooseSeveral({
    message: 'Tables',
    choices: tables.map(({ name, columns, comment = '', isView }) => ({
      value: name,
      label: name,
      hint: [
        ...(isView ? ['view'] : []),
        `${columns.length} columns`,
        ...(comment === '' ? [] : [comment]),
      ].join(', '),
    })),
    initial: [],
    check: ({ length }) => (length === 0 ? 'Choose at least one.' : undefined),
  });

/** How users are limited to their own rows: by a column that may contain the user, by policies, or not at all. */
export async function askScope(
  questions: Questions,
  tables: readonly Table[],
  { dialect }: Pick<Catalogue, 'dialect'>,
): Promise<Pick<Scope, 'users' | 'userColumn'>> {
  const found = userColumns(tables);
  const chosen = await questions.choose({
    message: 'How are users limited to their own rows?',
    choices: [
      ...found.map(({ name, count }) => ({
        value: `column ${name}`,
        label: `By the column "${name}"`,
        hint: `in ${count} of ${tables.length} tables`,
      })),
      { value: 'another', label: found.length > 0 ? 'By another column' : 'By a column' },
      ...(dialect === 'postgres'
        ? [{ value: 'policies', label: 'By policies of the database', hint: 'row-level security' }]
        : []),
      { value: 'shared', label: 'Not at all', hint: 'all users read and write the same rows' },
    ],
  });
  if (chosen === 'shared') return { users: 'shared' };
  if (chosen === 'policies') return { users: 'policies' };
  if (chosen !== 'another')
    return { users: 'parameter', userColumn: chosen.slice('column '.length) };
  const names = new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)));
  const userColumn = await questions.text({
    message: 'Name of the column that contains the user',
    check: (text) => (names.has(text) ? undefined : 'No selected table has this column.'),
  });
  return { users: 'parameter', userColumn };
}

/** Which of the tables without the user column or policies all users may read; the others are left out. */
export const askShared = (
  questions: Questions,
  tables: readonly Table[],
  { users, userColumn }: Pick<Scope, 'users' | 'userColumn'>,
): Promise<string[]> =>
  questions.chooseSeveral({
    message: `Tables without ${users === 'policies' ? 'policies' : `"${userColumn}"`} that all users may read`,
    choices: tables.map((table) => ({
      value: table.name,
      label: table.name,
      ...(users === 'policies' && { hint: unprotected(table) }),
    })),
    initial: [],
  });
