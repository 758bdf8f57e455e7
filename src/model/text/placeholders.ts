import type { JsonSchemaObject } from '../json-schema.js';

const PLACEHOLDER = /\{([A-Za-z0-9_.-]+)\}/g;

/** A placeholder of a question: `{amount|all of it}` has a text for calls without the argument. */
const QUESTION_PLACEHOLDER = /\{([A-Za-z0-9_.-]+)(?:\|([^{}]*))?\}/;

/** Stands, in a question to the user, for the arguments that the question does not name, with their values. */
export const OTHER_ARGUMENTS = '...';

/**
 * Returns the names of the `{name}` placeholders in a request path, a URI template or a prompt: in
 * order, with repetitions.
 */
export const placeholders = (text: string): string[] =>
  Array.from(text.matchAll(PLACEHOLDER), (match) => match[1] ?? '');

/** Returns the text with a value for each placeholder. */
export const fillPlaceholders = (text: string, valueOf: (name: string) => string): string =>
  text.replace(PLACEHOLDER, (_, name: string) => valueOf(name));

/** Returns the texts between placeholders and the names, alternating; begins and ends with text. */
export const splitPlaceholders = (text: string): string[] => text.split(PLACEHOLDER);

/** An argument in a question to the user. */
export interface QuestionArgument {
  name: string;
  /** Text in place of an argument that the call does not have. */
  otherwise?: string;
}

/** Returns the texts and arguments of a question to the user, in order. */
export function questionParts(question: string): (string | QuestionArgument)[] {
  const placeholderMatch = QUESTION_PLACEHOLDER.exec(question);
  if (!placeholderMatch) return [question];
  const [whole, name = '', otherwise] = placeholderMatch;
  return [
    question.slice(0, placeholderMatch.index),
    { name, ...(otherwise !== undefined && { otherwise }) },
    ...questionParts(question.slice(placeholderMatch.index + whole.length)),
  ];
}

/** Returns the arguments of a question to the user. */
export const questionArguments = (question: string): QuestionArgument[] =>
  questionParts(question).filter((part) => typeof part !== 'string');

/**
 * Returns whether the value of an argument is quoted in a question to the user: a text that a model
 * chooses could go on with what looks like the rest of the question. A format does not prevent
 * that: not all schemas check theirs.
 */
export const isQuoted = ({ type, enum: values, const: only }: JsonSchemaObject): boolean =>
  values === undefined &&
  only === undefined &&
  !['integer', 'number', 'boolean'].includes(String(type));
