import { parsedJson } from '../model/json.js';
import { json } from '../model/json-text.js';
import type { Scope, Table } from './model.js';
import type { Draft, ProposedTool } from './tool.js';

/** What an import has accepted: the base of the next one. */
export interface DatabaseLock extends Scope {
  /** Patterns of columns and tools that are left out. */
  exclude: string[];
  tables: Table[];
  tools: Draft[];
  /** Names of all other tables. */
  others: string[];
}

/** One table or tool a line, so that a review shows which have changed. */
export function lockText({ tables, tools, ...settings }: DatabaseLock): string {
  const { users, userColumn, sharedTables, readOnly, exclude, others } = settings;
  const head = {
    users,
    ...(userColumn !== undefined && { userColumn }),
    sharedTables,
    ...(readOnly && { readOnly }),
    exclude,
  };
  const lines = [
    ...Object.entries(head).map(([key, value]) => `${key}": ${json(value)}`),
    `tables": ${block(tables)}`,
    `tools": ${block(tools)}`,
    `others": ${block(others.toSorted())}`,
  ];
  return `{\n${lines.map((line) => `  "${line}`).join(',\n')}\n}\n`;
}

const block = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${json(item)}`).join(',\n')}\n  ]`;

/** Undefined for a text that `lockText` cannot have written. */
export function lockOf(text: string): DatabaseLock | undefined {
  const value = parsedJson(text) as Partial<DatabaseLock> | null | undefined;
  const { users, userColumn, sharedTables, readOnly, exclude, tables, tools, others } = value ?? {};
  const isSound =
    (users === 'parameter' || users === 'policies' || users === 'shared') &&
    (userColumn === undefined || typeof userColumn === 'string') &&
    [undefined, true].includes(readOnly) &&
    [sharedTables, exclude, others].every(isTexts) &&
    Array.isArray(tables) &&
    tables.every(isTable) &&
    Array.isArray(tools) &&
    tools.every(isDraft);
  return isSound ? (value as DatabaseLock) : undefined;
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const isTable = (value: unknown): boolean => {
  const { name, path, columns, key, unique } = (value ?? {}) as Partial<Table>;
  return (
    typeof name === 'string' &&
    [path, key].every(isTexts) &&
    Array.isArray(unique) &&
    Array.isArray(columns) &&
    columns.every((column) => typeof column.name === 'string' && typeof column.type === 'string')
  );
};

const isDraft = (value: unknown): boolean => {
  const { key, tool } = (value ?? {}) as Partial<Draft>;
  const { name, inputSchema, query } = (tool ?? {}) as Partial<ProposedTool>;
  return (
    typeof key === 'string' &&
    typeof name === 'string' &&
    inputSchema?.type === 'object' &&
    typeof query?.statement === 'string'
  );
};
