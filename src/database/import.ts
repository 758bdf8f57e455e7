import { fits } from '../model/wildcard.js';
import type { DatabaseLock } from './lock.js';
import type { Catalogue, Scope, Table } from './model.js';
import { propose, tableWords } from './propose.js';
import type { Draft, Skipped } from './tool.js';

/** Tools for tables, and why some are missing. */
export function draftsOf(
  tables: readonly Table[],
  { dialect }: Pick<Catalogue, 'dialect'>,
  scope: Scope,
  exclude: readonly string[],
): { drafts: Draft[]; skipped: Skipped[] } {
  const words = tableWords(tables);
  const proposals = tables.map((table) =>
    propose(table, dialect, scope, words.get(table.name) ?? { many: table.name, one: table.name }),
  );
  return {
    drafts: proposals
      .flatMap(({ drafts }) => drafts)
      .filter(({ tool }) => !exclude.some((pattern) => fits(pattern, tool.name))),
    skipped: proposals.flatMap(({ skipped }) => skipped),
  };
}

/** With the names that tools had: other tables may have taken the plain ones. */
export const namedAs = (drafts: readonly Draft[], { tools }: DatabaseLock): Draft[] =>
  drafts.map((draft) => {
    const known = tools.find(({ key }) => key === draft.key);
    return known ? { ...draft, tool: { ...draft.tool, name: known.tool.name } } : draft;
  });

/** The resource with the imported tables and columns: what `schema://<provider>` contains. */
export const schemaResource = (provider: string, tables: readonly Table[]) => ({
  name: 'schema',
  title: 'Schema',
  description: 'Tables and columns behind the tools.',
  uri: `schema://${provider}`,
  mimeType: 'application/json',
  query: { value: { tables: tables.map(described) } },
});

const described = ({ name, isView, comment, columns, key: all }: Table) => {
  const shown = columns.filter(({ hidden }) => !hidden);
  const key = all.filter((each) => shown.some((column) => column.name === each));
  return {
    name,
    ...(isView && { view: true }),
    ...(comment !== undefined && { comment }),
    ...(key.length > 0 && { key }),
    columns: shown.map(({ name: column, type, nullable, values, comment: about, references }) => ({
      name: column,
      type,
      ...(nullable && { nullable }),
      ...(values && { values }),
      ...(about !== undefined && { comment: about }),
      ...(references && { references: `${references.table}.${references.column}` }),
    })),
  };
};
