import { draftsOf } from '../../database/import.js';
import type { Catalogue, Table } from '../../database/model.js';
import { inScope } from '../../database/scope.js';
import { tableOf, type Draft, type Skipped } from '../../database/tool.js';
import { validTools } from '../import/valid-tools.js';
import { selectedTables, type Chosen } from './selection.js';

/** Tables with their tools. */
export interface ServedTables {
  tables: Table[];
  drafts: Draft[];
  /** Columns and tools that are left out. */
  skipped: Skipped[];
  /** Tables without a tool. */
  unserved: Skipped[];
}

/** The chosen tables with their tools; a table without any is not served, and others do not mention it. */
export function servedTables(
  catalogue: Catalogue,
  { names, unserved, scope, exclude }: Chosen,
  home: Parameters<typeof validTools>[1],
): ServedTables {
  const selected = selectedTables(catalogue, names, exclude);
  const tables = inScope(selected.tables, scope);
  const proposed = draftsOf(tables, catalogue, scope, exclude);
  const { tools: drafts, skipped: invalid } = validTools(proposed.drafts, home);
  const skipped = [...selected.skipped, ...proposed.skipped, ...invalid];
  const isServed = (name: string) => drafts.some(({ key }) => tableOf(key) === name);
  const empty = names.filter((name) => !isServed(name));
  if (empty.length === 0) return { tables, drafts, skipped, unserved };
  const reasonOf = (name: string) =>
    [...proposed.skipped, ...invalid].find(({ at }) => at === name || tableOf(at) === name)
      ?.reason ?? 'all its tools are excluded';
  const chosen = {
    names: names.filter(isServed),
    unserved: [...unserved, ...empty.map((at) => ({ at, reason: reasonOf(at) }))],
    ...{ scope, exclude },
  };
  return servedTables(catalogue, chosen, home);
}
