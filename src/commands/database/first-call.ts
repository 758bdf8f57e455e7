import { counted } from '../../model/counted.js';
import type { Scope, Table } from '../../database/model.js';
import { quoted } from '../../database/names.js';
import { countRows } from '../../database/sqlite.js';
import { tableOf, type Draft } from '../../database/tool.js';
import type { DatabaseTarget } from '../../database/url.js';
import type { FirstCall } from '../import/providers.js';

/** The list of the first table: of a file, one that has rows. Rows of a server are not counted. */
export function firstCall(
  drafts: readonly Draft[],
  tables: readonly Table[],
  { users, userColumn, localUser }: Scope & { localUser: string },
  target: DatabaseTarget,
): FirstCall | undefined {
  const isFile = target.dialect === 'sqlite';
  const counts = drafts.flatMap(({ key, tool }) => {
    const table = tables.find(({ name }) => name === tableOf(key));
    return key.endsWith('.list') && table
      ? [
          {
            tool,
            table,
            rows: isFile ? countRows(target, quoted(table.name, 'sqlite')) : undefined,
          },
        ]
      : [];
  });
  const isOwn = ({ columns }: Table) =>
    users === 'parameter' && columns.some(({ name }) => name === userColumn);
  const [first] = counts.toSorted(
    (one, other) =>
      Number(other.rows !== 0) - Number(one.rows !== 0) ||
      Number(isOwn(other.table)) - Number(isOwn(one.table)),
  );
  if (!first) return undefined;
  const { tool, table, rows } = first;
  return {
    tool: tool.name,
    args: {},
    ...(!isFile && { isRemote: true }),
    says(result) {
      const [list] = Object.values(result as Readonly<Record<string, unknown[]>>);
      const returned = list?.length ?? 0;
      const all = `returned ${rows === undefined ? '' : `${returned} of `}${counted(rows ?? returned, 'row')}`;
      return returned === 0 && rows !== 0 && isOwn(table)
        ? `${all}: none has ${userColumn} = "${localUser}". For the rows of another user, write MCP_LOCAL_USER=ID to .env.`
        : all;
    },
  };
}
