import type { JsonSchemaObject } from '../call/schema/json-schema.js';
import { truncate } from '../utils/truncate.js';

/** An operation in a search result. */
export interface FoundOperation {
  name: string;
  title: string | undefined;
  inputSchema: JsonSchemaObject;
  /** Name of the tool that calls the operation. */
  call: string;
  isRead: boolean;
  unavailable: string | undefined;
}

/** Limit of a line, and of the whole text, in characters: about 200 tokens. */
const MAX_LINE_LENGTH = 110;
const MAX_TEXT_LENGTH = 650;

/**
 * Returns the text of a search result, as lines instead of JSON: a heading for each calling tool,
 * the tool of the best operation first, and below it its operations with their arguments, numbered
 * from the best; then the names of the next ones, as far as there is room.
 */
export function searchResultText(
  operations: readonly FoundOperation[],
  furtherNames: readonly string[],
): string {
  const lines = operations.map((operation, index) => ({
    ...operation,
    ...lineOf(operation, index + 1),
  }));
  const text = [
    ...[...new Set(operations.map(({ call }) => call))].flatMap((call) => [
      `${call}:`,
      ...lines.filter((line) => line.call === call).map(({ line }) => line),
    ]),
    ...(lines.some(({ isComplete }) => !isComplete) ? ['* describe before calling'] : []),
  ].join('\n');
  const shownNames: string[] = [];
  let { length } = text;
  for (const name of furtherNames) {
    length += name.length + ', '.length;
    if (length > MAX_TEXT_LENGTH) break;
    shownNames.push(name);
  }
  const omittedCount = furtherNames.length - shownNames.length;
  const further = [...shownNames, ...(omittedCount > 0 ? [`${omittedCount} more`] : [])];
  return further.length > 0 ? `${text}\nAlso: ${further.join(', ')}` : text;
}

function lineOf({ name, title, inputSchema, isRead, unavailable }: FoundOperation, rank: number) {
  const start = `${rank}. ${name}`;
  if (unavailable !== undefined)
    return { line: `${start} – unavailable: ${unavailable}`, isComplete: true };
  const { text, isComplete } = signature(inputSchema, isRead, MAX_LINE_LENGTH - start.length);
  const line = `${start}${text}${isComplete ? '' : ' *'}`;
  const titleRoom = MAX_LINE_LENGTH - line.length;
  const hasTitle = title !== undefined && !isRepeatedTitle(name, title) && titleRoom > 15;
  return { line: hasTitle ? `${line} – ${truncate(title, titleRoom)}` : line, isComplete };
}

/**
 * Returns the arguments as in TypeScript, a text without its type: `(owner, labels?: string[],
 * state?: open|closed)`. The signature is complete if a call can be written from it alone.
 */
function signature(schema: JsonSchemaObject, isRead: boolean, room: number) {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, JsonSchemaObject>;
    required?: string[];
  };
  const isRequired = (name: string) => required.includes(name);
  const names = Object.keys(properties);
  let isComplete = true;
  let text = '';
  for (const name of [
    ...names.filter(isRequired),
    ...names.filter((candidate) => !isRequired(candidate)),
  ]) {
    const type = typeOf(properties[name]);
    const part = `${name}${isRequired(name) ? '' : '?'}${type === 'string' ? '' : `: ${type}`}`;
    const isShown = text.length + part.length < room - 5;
    // An argument that is written is often an object that only its schema explains, even if it
    // is optional.
    if (type.includes('object') && (!isRead || isRequired(name))) isComplete = false;
    if (!isShown && isRequired(name)) isComplete = false;
    if (isShown) text += `${text && ', '}${part}`;
    else if (!text.endsWith('…')) text += `${text && ', '}…`;
  }
  return { text: `(${text})`, isComplete };
}

/**
 * Returns the type of an argument. Of several types, the first that is not `null`: the others are
 * forms of the same value.
 */
function typeOf(schema: JsonSchemaObject = {}): string {
  const {
    type: types,
    items,
    anyOf,
    oneOf = anyOf,
    enum: values,
  } = schema as {
    type?: unknown;
    items?: JsonSchemaObject;
    anyOf?: JsonSchemaObject[];
    oneOf?: JsonSchemaObject[];
    enum?: unknown[];
  };
  if (oneOf) return typeOf(oneOf.find(({ type }) => type !== 'null'));
  if (values) {
    const text = values.join('|');
    return text.length <= 30 ? text : 'string';
  }
  const type = [types].flat().find((typeName) => typeName !== 'null');
  if (type === 'array') return `${typeOf(items)}[]`;
  if (type === 'integer') return 'int';
  if (type === 'boolean') return 'bool';
  return type === 'string' || type === 'number' ? type : 'object';
}

/** Returns whether the name contains all words of the title: "Create an issue" of `create_issue`. */
function isRepeatedTitle(name: string, title: string): boolean {
  const nameStems = name.split('_').map((word) => word.slice(0, 4));
  const words = title.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  return words.every((word) => nameStems.includes(word.slice(0, 4)));
}
