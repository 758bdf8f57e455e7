import type { Consequence } from '../../model/kind.js';
import type { Scope } from '../../database/model.js';
import { tableOf } from '../../database/tool.js';
import { unservedLines } from './report.js';
import type { ServedTables } from './served-tables.js';

/** Tables that are shown one by one. */
const MOST_TABLES = 6;

/** What people should know of a database before it is served: which tables, whose rows, and which tables are not. */
export function databaseConsequences(
  { tables, drafts, unserved }: ServedTables,
  { users, userColumn, sharedTables }: Scope,
): Consequence[] {
  const width = Math.max(...tables.map(({ name }) => name.length));
  const rows = tables.slice(0, MOST_TABLES).map(({ name, key, isView }) => {
    const actions = drafts.filter((draft) => tableOf(draft.key) === name).map(actionOf);
    const why = key.length === 0 && !isView ? '   no primary key' : '';
    return `${name.padEnd(width)}   ${actions.join(', ')}${why}`;
  });
  const more = tables.length - MOST_TABLES;
  const whose =
    users === 'shared'
      ? 'all, for every user'
      : users === 'policies'
        ? 'those that policies allow'
        : `those with the ID of the user in "${userColumn}"`;
  const others = sharedTables.length === 0 ? '' : `; all of ${sharedTables.join(', ')}`;
  return [
    ...column('Tables', [...rows, ...(more > 0 ? [`${more} more`] : [])]),
    { label: 'Rows', text: `${whose}${others}` },
    ...column('Not served', unservedLines(unserved)),
  ];
}

/** `parts.list` → `list` */
const actionOf = ({ key }: { key: string }): string => key.slice(tableOf(key).length + 1);

const column = (label: string, texts: readonly string[]): Consequence[] =>
  texts.map((text, index) => ({ label: index === 0 ? label : '', text }));
