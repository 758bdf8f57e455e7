import type { JsonSchemaObject } from '../json-schema.js';

const PLACEHOLDER = /\{([A-Za-z0-9_.-]+)\}/g;

/** In a question to the user, stands for the arguments that the question does not name, with their values. */
export const OTHER_ARGUMENTS = '...';

/** Names of the `{name}` placeholders in a request path, a URI template or a prompt: in order, with repetitions. */
export const placeholders = (text: string): string[] =>
  Array.from(text.matchAll(PLACEHOLDER), (match) => match[1] ?? '');

/** The text with a value for each placeholder. */
export const fillPlaceholders = (text: string, valueOf: (name: string) => string): string =>
  text.replace(PLACEHOLDER, (_, name: string) => valueOf(name));

/** The texts between placeholders and the names, alternating; begins and ends with text. */
export const piecesOf = (text: string): string[] => text.split(PLACEHOLDER);

/**
 * Whether the value of an argument is quoted in a question to the user: a text that a model chooses could go on with what
 * looks like the rest of the question.
 */
export const isQuoted = ({ type, enum: values, const: only }: JsonSchemaObject): boolean =>
  values === undefined &&
  only === undefined &&
  !['integer', 'number', 'boolean'].includes(String(type));
