import type { Schema } from '../call/json-schema.js';
import { truncate } from '../utils/truncate.js';

/** An operation that was found. */
export interface Shown {
  name: string;
  title: string | undefined;
  inputSchema: Schema;
  /** The tool that calls it. */
  call: string;
  isRead: boolean;
  unavailable: string | undefined;
}

/** Characters of a line, and of all: about 200 tokens. */
const LONGEST_LINE = 110;
const LONGEST = 650;

/**
 * Lines, not JSON: a heading for each calling tool, the tool of the best operation first, and below it its operations with
 * their arguments, numbered from the best; then the names of those that come next, as far as there is room.
 */
export function foundText(found: readonly Shown[], further: readonly string[]): string {
  const lines = found.map((one, at) => ({ ...one, ...lineOf(one, at + 1) }));
  const text = [
    ...[...new Set(found.map(({ call }) => call))].flatMap((call) => [
      `${call}:`,
      ...lines.filter((line) => line.call === call).map(({ line }) => line),
    ]),
    ...(lines.some(({ isComplete }) => !isComplete) ? ['* describe before calling'] : []),
  ].join('\n');
  let also = '';
  for (const name of further) {
    if (text.length + also.length + name.length > LONGEST) break;
    also += also === '' ? `\nAlso: ${name}` : `, ${name}`;
  }
  return text + also;
}

function lineOf({ name, title, inputSchema, isRead, unavailable }: Shown, rank: number) {
  const start = `${rank}. ${name}`;
  if (unavailable !== undefined)
    return { line: `${start} – unavailable: ${unavailable}`, isComplete: true };
  const { text, isComplete } = signature(inputSchema, isRead, LONGEST_LINE - start.length);
  const line = `${start}${text}${isComplete ? '' : ' *'}`;
  const room = LONGEST_LINE - line.length;
  const adds = title !== undefined && !repeats(name, title) && room > 15;
  return { line: adds ? `${line} – ${truncate(title, room)}` : line, isComplete };
}

/**
 * Arguments as in TypeScript, a text without its type: `(owner, labels?: string[], state?: open|closed)`. It is complete
 * where a call can be written from it alone.
 */
function signature(schema: Schema, isRead: boolean, room: number) {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  const isRequired = (name: string) => required.includes(name);
  const names = Object.keys(properties);
  let isComplete = true;
  let text = '';
  for (const name of [...names.filter(isRequired), ...names.filter((one) => !isRequired(one))]) {
    const type = typeOf(properties[name]);
    const part = `${name}${isRequired(name) ? '' : '?'}${type === 'string' ? '' : `: ${type}`}`;
    const isShown = text.length + part.length < room - 5;
    // What is written is often an object that only its schema explains, even where it is optional.
    if (type.includes('object') && (!isRead || isRequired(name))) isComplete = false;
    if (!isShown && isRequired(name)) isComplete = false;
    if (isShown) text += `${text && ', '}${part}`;
    else if (!text.endsWith('…')) text += `${text && ', '}…`;
  }
  return { text: `(${text})`, isComplete };
}

/** Of several types, the first: `null` aside, the others are forms of the same value. */
function typeOf(schema: Schema = {}): string {
  const {
    type: types,
    items,
    anyOf,
    oneOf = anyOf,
    enum: values,
  } = schema as {
    type?: unknown;
    items?: Schema;
    anyOf?: Schema[];
    oneOf?: Schema[];
    enum?: unknown[];
  };
  if (oneOf) return typeOf(oneOf.find(({ type }) => type !== 'null'));
  if (values) {
    const text = values.join('|');
    return text.length <= 30 ? text : 'string';
  }
  const type = [types].flat().find((one) => one !== 'null');
  if (type === 'array') return `${typeOf(items)}[]`;
  if (type === 'integer') return 'int';
  if (type === 'boolean') return 'bool';
  return type === 'string' || type === 'number' ? type : 'object';
}

/** Whether all words of the title are in the name: "Create an issue" of `create_issue`. */
function repeats(name: string, title: string): boolean {
  const known = name.split('_').map((word) => word.slice(0, 4));
  const words = title.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  return words.every((word) => known.includes(word.slice(0, 4)));
}
