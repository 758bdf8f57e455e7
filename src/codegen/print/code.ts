import { memberName, num, propertyKey, str } from './text-literal.js';

/** TypeScript source whose brackets may be broken into lines. */
export type Code = string | readonly Code[] | List | Pair | Chain;

/** Items between brackets: on one line, or each on a line of its own. */
export interface List {
  open: string;
  items: readonly Code[];
  close: string;
  /** Stands behind each item; members of a union have it in front. */
  separator: ',' | ';' | ' |';
  /** Never on one line. */
  expanded?: boolean;
  /** Stands above the items. */
  comment?: string;
}

/** `key: value`; a text that is too long for the line, and what is marked so, goes below. */
export interface Pair {
  left: Code;
  right: Code;
  below?: boolean;
}

/** `head.name(…).name(…)` */
export interface Chain {
  head: Code;
  calls: readonly Code[];
}

const list = (open: string, items: readonly Code[], close: string): List => ({
  open,
  items,
  close,
  separator: ',',
});

export const args = (items: readonly Code[]): List => list('(', items, ')');
export const object = (entries: readonly Code[]): List => list('{', entries, '}');
export const objectOnLines = (entries: readonly Code[]): List => ({
  ...object(entries),
  expanded: true,
});

/** Several objects, or lists, are never on one line. */
export const array = (items: readonly Code[]): List => {
  const several = (open: string) => (item: Code) =>
    typeof item === 'object' && 'items' in item && item.open === open && item.items.length > 1;
  const isLong = items.length > 1 && (items.every(several('{')) || items.every(several('[')));
  return { ...list('[', items, ']'), expanded: isLong };
};

export const call = (name: Code, values: readonly Code[]): Code => [name, args(values)];

/** `head.name(values)`, continuing the chain that `head` is. */
export function method(head: Code, name: string, ...values: Code[]): Chain {
  const link = call(`.${name}`, values);
  return typeof head === 'object' && 'calls' in head
    ? { ...head, calls: [...head.calls, link] }
    : { head, calls: [link] };
}

export const pair = (key: string, value: Code): Pair => ({
  left: `${propertyKey(key)}:`,
  right: value,
});

/** `name: value`, or `name` alone where the value is the variable of that name. */
export const entry = (key: string, value: Code): Code =>
  value === key && memberName(key) === key ? key : pair(key, value);

export const spread = (variable: string): string => `...${variable}`;

/** A member whose value refers to something that is not there yet. */
export const getter = (key: string, value: Code): List => ({
  ...objectOnLines([['return ', value]]),
  open: `get ${memberName(key)}() {`,
  separator: ';',
});

export function jsonCode(value: unknown): Code {
  if (typeof value === 'string') return str(value);
  if (typeof value === 'number') return num(value);
  if (Array.isArray(value)) return array(value.map(jsonCode));
  return typeof value === 'object' && value !== null ? object(jsonEntries(value)) : String(value);
}

export const jsonEntries = (value: object): Pair[] =>
  Object.entries(value).map(([key, item]) => pair(key, jsonCode(item)));

/** Options of a call; none where they are empty. */
export const optionsOf = (options: object): Code[] =>
  Object.keys(options).length === 0 ? [] : [jsonCode(options)];
