import { singular } from '../model/singular.js';
import { createTool, deleteTool, setTool, updateTool } from './changing.js';
import type { Dialect, Scope, Table } from './model.js';
import { toolWords } from './names.js';
import { getTool, listTool } from './reading.js';
import type { TableWords } from './subject.js';
import { Subject } from './subject.js';
import type { Draft, ProposedTool, Skipped } from './tool.js';

/** Names for tables; the first of several that would have the same tools has the plain one. */
export function tableWords(tables: readonly Table[]): Map<string, TableWords> {
  const result = new Map<string, TableWords>();
  const taken = new Set<string>();
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

/** Tools for a table, and why some are missing. */
export function propose(
  table: Table,
  dialect: Dialect,
  scope: Scope,
  words: TableWords,
): { drafts: Draft[]; skipped: Skipped[] } {
  const subject = new Subject(table, dialect, scope, words);
  const { name, isView, key } = table;
  const drafts: Draft[] = [];
  const skipped: Skipped[] = [];
  const add = (action: string, tool: ProposedTool | string | undefined) => {
    if (typeof tool === 'string') skipped.push({ at: `${name}.${action}`, reason: tool });
    else if (tool) drafts.push({ key: `${name}.${action}`, tool });
  };
  if (subject.readable.length === 0)
    return { drafts, skipped: [{ at: name, reason: 'It has no column that can be read.' }] };
  if (!subject.isSingle) add('list', listTool(subject));
  const isAddressed = subject.isSingle || subject.isExact;
  const why = key.length === 0 ? 'It has no primary key.' : 'Its key cannot be an argument.';
  add('get', isAddressed ? getTool(subject) : why);
  if (isView || subject.isShared) return { drafts, skipped };
  if (subject.isSingle) add('set', setTool(subject));
  else add('create', createTool(subject));
  add('update', isAddressed ? updateTool(subject) : why);
  add('delete', isAddressed ? deleteTool(subject) : why);
  return { drafts, skipped };
}
