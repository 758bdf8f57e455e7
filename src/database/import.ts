import { pageProperties } from '../model/spec.js';
import { singular } from '../model/text/singular.js';
import { matchesWildcard } from '../model/text/wildcard.js';
import type { DatabaseLock } from './catalog-lock.js';
import { nameInTool } from './identifiers.js';
import type {
  Column,
  DatabaseCatalog,
  DatabaseDraft,
  Dialect,
  Privilege,
  ProposedTool,
  SkippedPart,
  Table,
  TableScope,
} from './model.js';
import { countTool, getTool, listTool } from './read-tools.js';
import { type References, userReferences } from './references.js';
import { NO_COLUMN } from './select-tables.js';
import { ServedTable, type TableWords } from './served-table.js';
import { typeFamily, usesPrivilege } from './types.js';
import { createTool, deleteTool, setTool, updateTool } from './write-tools.js';

/** Returns tools for tables, and the reasons for missing tools. */
export function draftTools(
  tables: readonly Table[],
  { dialect, tables: allTables }: Pick<DatabaseCatalog, 'dialect' | 'tables'>,
  scope: TableScope,
  exclude: readonly string[],
): { drafts: DatabaseDraft[]; skipped: SkippedPart[] } {
  const namesByTable = tableWords(tables);
  const proposals = tables.map((table) =>
    proposeTools(
      new ServedTable(
        table,
        dialect,
        scope,
        namesByTable.get(table.name) ?? { plural: table.name, singular: table.name },
      ),
      userReferences(table, { tables, all: allTables, dialect, scope }),
    ),
  );
  return {
    drafts: proposals
      .flatMap(({ drafts }) => drafts)
      .filter(({ tool }) => !exclude.some((pattern) => matchesWildcard(pattern, tool.name))),
    skipped: proposals.flatMap(({ skipped }) => skipped),
  };
}

/**
 * Returns the drafts with the names that their tools already have, because other tables may have
 * taken the simple ones.
 */
export const withKnownNames = (
  drafts: readonly DatabaseDraft[],
  { tools }: DatabaseLock,
): DatabaseDraft[] =>
  drafts.map((draft) => {
    const lockedTool = tools.find(({ key }) => key === draft.key);
    return lockedTool ? { ...draft, tool: { ...draft.tool, name: lockedTool.tool.name } } : draft;
  });

/**
 * Returns the resource with the imported tables and the columns of their tools: the content of
 * `schema://<provider>`.
 */
export const schemaResource = (provider: string, tables: readonly Table[], dialect: Dialect) => ({
  name: 'schema',
  title: 'Schema',
  description: 'Tables and columns behind the tools.',
  uri: `schema://${provider}`,
  mimeType: 'application/json',
  query: { value: { tables: tables.map((table) => describedTable(table, dialect)) } },
});

const describedTable = (
  { name, isView, comment, columns, key: keyColumns, unique }: Table,
  dialect: Dialect,
) => {
  const shownColumns = columns.filter(
    (column) => !column.hidden && typeFamily(column, dialect) !== 'unreadable',
  );
  const isShown = (column: string) =>
    shownColumns.some(({ name: shownName }) => shownName === column);
  const key = keyColumns.filter(isShown);
  const uniques = unique.filter((names) => names.every(isShown));
  return {
    name,
    ...(isView && { view: true }),
    ...(comment !== undefined && { comment }),
    ...(key.length > 0 && { key }),
    ...(uniques.length > 0 && { unique: uniques }),
    columns: shownColumns.map(describedColumn),
  };
};

function describedColumn(column: Column) {
  const { name, type, nullable, values = column.limits?.enum, comment, references } = column;
  return {
    name,
    type,
    ...(nullable && { nullable }),
    ...(values && { values }),
    ...(column.default !== undefined && { default: column.default }),
    ...(comment !== undefined && { comment }),
    ...(references && { references: `${references.table}.${references.column}` }),
  };
}

/** Returns names for tables. If several would have the same tools, the first one has the name without a number. */
function tableWords(tables: readonly Table[]): Map<string, TableWords> {
  const result = new Map<string, TableWords>();
  const takenNames = new Set(pageProperties);
  for (const { name } of tables) {
    const baseName = nameInTool(name);
    const numberedNames = Array.from({ length: tables.length }, (_, n) => `${baseName}_${n + 2}`);
    const pluralName =
      [baseName, ...numberedNames].find((candidate) => !takenNames.has(candidate)) ?? baseName;
    const singularName = takenNames.has(singular(pluralName)) ? pluralName : singular(pluralName);
    result.set(name, { plural: pluralName, singular: singularName });
    takenNames.add(pluralName).add(singularName);
  }
  return result;
}

const OR_LIST = new Intl.ListFormat('en', { type: 'disjunction' });

const NEEDED_PRIVILEGES: Readonly<Record<string, readonly Privilege[]>> = {
  create: ['insert'],
  set: ['insert', 'update'],
  update: ['update'],
  delete: ['delete'],
};

function proposeTools(
  servedTable: ServedTable,
  references: References,
): { drafts: DatabaseDraft[]; skipped: SkippedPart[] } {
  const { table, scope } = servedTable;
  const { name, isView, key, denied = [] } = table;
  const drafts: DatabaseDraft[] = [];
  const skipped: SkippedPart[] = [];
  const add = (action: string, proposedTool: ProposedTool | string | undefined) => {
    const isDenied = NEEDED_PRIVILEGES[action]?.find((privilege) => denied.includes(privilege));
    const tool =
      proposedTool && isDenied ? `The login is not permitted to ${isDenied} rows.` : proposedTool;
    if (typeof tool === 'string') skipped.push({ part: `${name}.${action}`, reason: tool });
    else if (tool) drafts.push({ key: `${name}.${action}`, tool });
  };
  if (servedTable.readable.length === 0)
    return { drafts, skipped: [{ part: name, reason: NO_COLUMN }] };
  if (!servedTable.isSingle) {
    add('list', listTool(servedTable));
    if (scope.counts) add('count', countTool(servedTable));
  }
  const isAddressed = servedTable.isSingle || servedTable.isExact;
  const noKeyReason =
    key.length === 0 ? 'No primary key identifies its rows.' : 'Its key cannot be an argument.';
  add('get', isAddressed ? getTool(servedTable) : noKeyReason);
  if (isView || servedTable.isShared || scope.readOnly) return { drafts, skipped };
  for (const [column, reason] of references.unsettable)
    skipped.push({ part: `${name}.${column}`, reason });
  for (const column of servedTable.readable) {
    const privileges =
      column.denied?.filter((privilege) =>
        usesPrivilege(column, key, privilege, servedTable.dialect),
      ) ?? [];
    if (privileges.length > 0)
      skipped.push({
        part: `${name}.${column.name}`,
        reason: `The login is not permitted to ${OR_LIST.format(privileges)} it.`,
      });
  }
  if (servedTable.isSingle) add('set', setTool(servedTable, references));
  else add('create', createTool(servedTable, references));
  add('update', isAddressed ? updateTool(servedTable, references) : noKeyReason);
  add('delete', isAddressed ? deleteTool(servedTable) : noKeyReason);
  return { drafts, skipped };
}
