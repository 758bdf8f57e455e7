import { memberName, numberText, propertyKey, str } from './text-literal.js';

/** TypeScript source whose brackets can be broken into lines. */
export type Code = string | readonly Code[] | CodeList | CodePair | CodeChain;

/** Items between brackets: on one line, or each on a line of its own. */
export interface CodeList {
  open: string;
  items: readonly Code[];
  close: string;
  /** Follows each item; in a union, it precedes each member. */
  separator: ',' | ';' | ' |';
  /** Whether it is never on one line. */
  expanded?: boolean;
  /** Comment above the items. */
  comment?: string;
}

/** `key: value`. A value that does not fit the line, or for which `below` is set, is on the next line. */
export interface CodePair {
  left: Code;
  right: Code;
  below?: boolean;
}

/** A chain of calls: `head.name(…).name(…)`. */
export interface CodeChain {
  head: Code;
  calls: readonly Code[];
}

const list = (open: string, items: readonly Code[], close: string): CodeList => ({
  open,
  items,
  close,
  separator: ',',
});

export const args = (items: readonly Code[]): CodeList => list('(', items, ')');
export const object = (entries: readonly Code[]): CodeList => list('{', entries, '}');
export const objectOnLines = (entries: readonly Code[]): CodeList => ({
  ...object(entries),
  expanded: true,
});

/** Returns a list, expanded if it has several objects or lists, which Prettier never keeps on one line. */
export const array = (items: readonly Code[]): CodeList => {
  const isRepeated = (open: string) => (item: Code) =>
    typeof item === 'object' && 'items' in item && item.open === open && item.items.length > 1;
  const isLong = items.length > 1 && (items.every(isRepeated('{')) || items.every(isRepeated('[')));
  return { ...list('[', items, ']'), expanded: isLong };
};

export const call = (name: Code, values: readonly Code[]): Code => [name, args(values)];

/** Returns `head.name(values)`, which continues the chain of `head`. */
export function method(head: Code, name: string, ...values: Code[]): CodeChain {
  const link = call(`.${name}`, values);
  return typeof head === 'object' && 'calls' in head
    ? { ...head, calls: [...head.calls, link] }
    : { head, calls: [link] };
}

export const pair = (key: string, value: Code): CodePair => ({
  left: `${propertyKey(key)}:`,
  right: value,
});

/** Returns `name: value`, or `name` alone if the value is the variable with that name. */
export const entry = (key: string, value: Code): Code =>
  value === key && memberName(key) === key ? key : pair(key, value);

/** Returns a spread of an object literal. A rest parameter is a text instead, because no comma follows it. */
export const spread = (variable: string): Code => ['...', variable];

/** Returns a getter whose value refers to a constant that is defined later. */
export const getter = (key: string, value: Code): CodeList => ({
  ...objectOnLines([['return ', value]]),
  open: `get ${memberName(key)}() {`,
  separator: ';',
});

export function jsonCode(value: unknown): Code {
  if (typeof value === 'string') return str(value);
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return array(value.map(jsonCode));
  if (value instanceof Uint8Array)
    return call('Buffer.from', [str(Buffer.from(value).toString('base64')), str('base64')]);
  return typeof value === 'object' && value !== null ? object(jsonEntries(value)) : String(value);
}

export const jsonEntries = (value: object): CodePair[] =>
  Object.entries(value).map(([key, item]) => pair(key, jsonCode(item)));

/** Returns the options of a call; no argument if they are empty. */
export const optionsArgument = (options: object): Code[] =>
  Object.keys(options).length === 0 ? [] : [jsonCode(options)];
