import { singular } from '../model/singular.js';
import { aboutThePage } from '../model/spec.js';
import { fits } from '../model/wildcard.js';
import type { DatabaseLock } from './lock.js';
import type {
  Catalogue,
  Column,
  Draft,
  Privilege,
  ProposedTool,
  Scope,
  Skipped,
  Table,
} from './model.js';
import { toolWords } from './names.js';
import { countTool, getTool, listTool } from './read-tools.js';
import { type References, referencesOf } from './references.js';
import { NO_COLUMN } from './select.js';
import { Subject, type TableWords } from './subject.js';
import { createTool, deleteTool, setTool, updateTool } from './write-tools.js';

/** Tools for tables, and why some are missing. */
export function draftsOf(
  tables: readonly Table[],
  { dialect, tables: all }: Pick<Catalogue, 'dialect' | 'tables'>,
  scope: Scope,
  exclude: readonly string[],
): { drafts: Draft[]; skipped: Skipped[] } {
  const words = tableWords(tables);
  const proposals = tables.map((table) =>
    propose(
      new Subject(
        table,
        dialect,
        scope,
        words.get(table.name) ?? { many: table.name, one: table.name },
      ),
      referencesOf(table, { tables, all, dialect, scope }),
    ),
  );
  return {
    drafts: proposals
      .flatMap(({ drafts }) => drafts)
      .filter(({ tool }) => !exclude.some((pattern) => fits(pattern, tool.name))),
    skipped: proposals.flatMap(({ skipped }) => skipped),
  };
}

/** Drafts with the names that their tools had: other tables may have taken the plain ones. */
export const withKnownNames = (drafts: readonly Draft[], { tools }: DatabaseLock): Draft[] =>
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

const described = ({ name, isView, comment, columns, key: all, unique }: Table) => {
  const shown = columns.filter(({ hidden }) => !hidden);
  const isShown = (column: string) => shown.some(({ name: each }) => each === column);
  const key = all.filter(isShown);
  const uniques = unique.filter((names) => names.every(isShown));
  return {
    name,
    ...(isView && { view: true }),
    ...(comment !== undefined && { comment }),
    ...(key.length > 0 && { key }),
    ...(uniques.length > 0 && { unique: uniques }),
    columns: shown.map(describedColumn),
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

/** Names for tables; the first of several that would have the same tools has the plain one. */
function tableWords(tables: readonly Table[]): Map<string, TableWords> {
  const result = new Map<string, TableWords>();
  const taken = new Set(aboutThePage);
  for (const { name } of tables) {
    const plain = toolWords(name);
    const numbered = Array.from({ length: tables.length }, (_, n) => `${plain}_${n + 2}`);
    const many = [plain, ...numbered].find((each) => !taken.has(each)) ?? plain;
    const one = taken.has(singular(many)) ? many : singular(many);
    result.set(name, { many, one });
    taken.add(many).add(one);
  }
  return result;
}

/** What the login needs for a tool. */
const NEEDED: Readonly<Record<string, readonly Privilege[]>> = {
  create: ['insert'],
  set: ['insert', 'update'],
  update: ['update'],
  delete: ['delete'],
};

/** Tools for a table, and why some are missing. */
function propose(
  subject: Subject,
  references: References,
): { drafts: Draft[]; skipped: Skipped[] } {
  const { table, scope } = subject;
  const { name, isView, key, denied = [] } = table;
  const drafts: Draft[] = [];
  const skipped: Skipped[] = [];
  const add = (action: string, proposed: ProposedTool | string | undefined) => {
    const isDenied = NEEDED[action]?.find((privilege) => denied.includes(privilege));
    const tool =
      proposed && isDenied ? `The login is not permitted to ${isDenied} rows.` : proposed;
    if (typeof tool === 'string') skipped.push({ at: `${name}.${action}`, reason: tool });
    else if (tool) drafts.push({ key: `${name}.${action}`, tool });
  };
  if (subject.readable.length === 0) return { drafts, skipped: [{ at: name, reason: NO_COLUMN }] };
  if (!subject.isSingle) {
    add('list', listTool(subject));
    if (scope.counts) add('count', countTool(subject));
  }
  const isAddressed = subject.isSingle || subject.isExact;
  const why = key.length === 0 ? 'It has no primary key.' : 'Its key cannot be an argument.';
  add('get', isAddressed ? getTool(subject) : why);
  if (isView || subject.isShared || scope.readOnly) return { drafts, skipped };
  for (const [column, reason] of references.unsettable)
    skipped.push({ at: `${name}.${column}`, reason });
  if (subject.isSingle) add('set', setTool(subject, references));
  else add('create', createTool(subject, references));
  add('update', isAddressed ? updateTool(subject, references) : why);
  add('delete', isAddressed ? deleteTool(subject) : why);
  return { drafts, skipped };
}
